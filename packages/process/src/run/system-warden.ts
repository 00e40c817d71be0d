import type { Clock, Random, Timer } from '@artemis/core';
import type { ProcessFileSystem } from '../disk/process-file-system.ts';
import { makeCgroup, sweepCgroups, type Cgroup } from './cgroup.ts';
import type { Command } from './command.ts';
import type { SharedLimits } from './limits.ts';
import type { Ending } from './process-result.ts';
import { usageBelow } from './process-usage.ts';
import type { Cell, Warden } from './warden.ts';

const everyMs = 200;
const removalPauseMs = 10;

/** What a {@link SystemWarden} works with. */
export interface SystemWardenParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly fs: ProcessFileSystem;
  /** Folder whose file system must not be filled. */
  readonly watchedDir: string;
}

/**
 * Puts each command into a control group where one can be made, so that the kernel holds the limits. Everywhere it also looks five
 * times a second at what all processes of the command use together, and at the disk.
 */
export class SystemWarden implements Warden {
  readonly #parts: SystemWardenParts;
  #swept: Promise<void> | null = null;

  constructor(parts: SystemWardenParts) {
    this.#parts = parts;
  }

  async admit(command: Command, limits: SharedLimits): Promise<Cell> {
    const { fs, random, watchedDir } = this.#parts;
    this.#swept ??= sweepCgroups(fs, () => this.#pause());
    await this.#swept;
    const group = await makeCgroup(fs, random.id(8), limits, () => this.#pause());
    const freeBytes = await freeBytesOf(fs, watchedDir);
    return new WatchedCell(this.#parts, group, group ? group.entering(command) : command, limits, freeBytes);
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => void this.#parts.clock.after(removalPauseMs, resolve));
  }
}

class WatchedCell implements Cell {
  readonly command: Command;
  readonly #parts: SystemWardenParts;
  readonly #group: Cgroup | null;
  readonly #limits: SharedLimits;
  readonly #freeBytes: number | null;
  #timer: Timer | null = null;
  #closed = false;

  constructor(parts: SystemWardenParts, group: Cgroup | null, command: Command, limits: SharedLimits, freeBytes: number | null) {
    this.#parts = parts;
    this.#group = group;
    this.command = command;
    this.#limits = limits;
    this.#freeBytes = freeBytes;
  }

  watch(pid: number, end: (ending: Ending) => void): void {
    const look = async (): Promise<void> => {
      const passed = await this.#passed(pid);
      if (this.#closed) return;
      if (passed) end(passed);
      else this.watch(pid, end);
    };
    this.#timer = this.#parts.clock.after(everyMs, () => void look().catch(() => {})).unref();
  }

  async close(): Promise<Ending | null> {
    this.#closed = true;
    this.#timer?.cancel();
    return this.#group?.close() ?? null;
  }

  async #passed(pid: number): Promise<Ending | null> {
    const { fs, watchedDir } = this.#parts;
    const { memoryBytes, processes } = await usageBelow(fs, pid);
    if (memoryBytes > this.#limits.memoryBytes) return 'memory-limit';
    if (processes > this.#limits.processes) return 'process-limit';
    const free = await freeBytesOf(fs, watchedDir);
    return free !== null && this.#freeBytes !== null && this.#freeBytes - free > this.#limits.diskBytes ? 'disk-limit' : null;
  }
}

const freeBytesOf = (fs: ProcessFileSystem, dir: string): Promise<number | null> =>
  fs.statfs(dir).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
