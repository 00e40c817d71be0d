import { tmpdir } from 'node:os';
import * as promises from 'node:fs/promises';
import { systemClock, systemRandom, type Clock, type Random } from '@artemis/core';
import type { ProcessFileSystem } from '../disk/process-file-system.ts';
import { ExecaRunner } from './execa-runner.ts';
import { ExecaStarter } from './execa-starter.ts';
import type { ProcessRunner } from './process-runner.ts';
import type { ProcessStarter } from './running-process.ts';
import { SystemTether } from './system-tether.ts';
import { SystemWarden } from './system-warden.ts';
import { noTether } from './tether.ts';
import { Toolchain } from './toolchain.ts';
import { noWarden } from './warden.ts';

/** What {@link systemProcesses} takes from outside; each is the real one by default. */
export interface SystemProcessesOptions {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly fs?: ProcessFileSystem;
  /** Folder whose file system must not be filled. Default: the system's folder for temporary files. */
  readonly watchedDir?: string;
  /** Path on which tools are looked up. Default: the `PATH` of the process. */
  readonly searchPath?: string | undefined;
}

/** The processes of this machine. */
export interface SystemProcesses {
  readonly processes: ProcessRunner;
  readonly starter: ProcessStarter;
  readonly toolchain: Toolchain;
}

/** The real processes, with limits on all that a command starts, and tied to Artemis. Nothing is started before it is asked for. */
export function systemProcesses(options: SystemProcessesOptions = {}): SystemProcesses {
  const system = { clock: systemClock, random: systemRandom, fs: promises, watchedDir: tmpdir(), ...options };
  const toolchain = new Toolchain(system.fs, options.searchPath ?? process.env['PATH'] ?? '', process.execPath);
  const untied = new ExecaRunner({ ...system, warden: noWarden, tether: noTether });
  const parts = { ...system, warden: new SystemWarden(system), tether: new SystemTether(toolchain, untied) };
  return { processes: new ExecaRunner(parts), starter: new ExecaStarter(parts), toolchain };
}
