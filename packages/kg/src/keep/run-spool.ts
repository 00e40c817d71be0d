import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { writeFileAtomic } from '@artemis/core';
import { runChange, type RunRecord } from '../facts/run-record.ts';
import type { GraphChange } from '../model/graph-change.ts';
import type { FolderPorts } from './graph-folder.ts';
import { openLine, sealLine } from './sealed-line.ts';

/** A run that waits to be taken over. */
export interface SpooledRun {
  readonly name: string;
  /** `null` when the file is damaged. */
  readonly change: GraphChange | null;
}

const ending = '.run';

/** Runs that ended while another process was keeping the graph: a file each, for that process to take over. */
export class RunSpool {
  readonly #folder: string;
  readonly #ports: FolderPorts;

  /** @param folder - The folder of the graph. */
  constructor(folder: string, ports: FolderPorts) {
    this.#folder = join(folder, 'runs');
    this.#ports = ports;
  }

  /** Leaves a run. The same one again takes the place of the first. @throws ArtemisError `ARTEMIS_E_STATE_WRITE` */
  async leave(run: RunRecord): Promise<void> {
    const name = createHash('sha256').update(run.runId).digest('hex').slice(0, 32) + ending;
    await this.#ports.fileSystem.mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFileAtomic(join(this.#folder, name), sealLine(runChange(run)), this.#ports);
  }

  /** The runs that wait. Never rejects: what cannot be listed waits on. */
  async list(): Promise<readonly SpooledRun[]> {
    const names = await this.#ports.fileSystem.readdir(this.#folder).catch((): string[] => []);
    return Promise.all(names.filter((name) => name.endsWith(ending)).map(async (name) => ({ name, change: await this.#read(name) })));
  }

  /** Takes runs away that are kept now. */
  async remove(runs: readonly SpooledRun[]): Promise<void> {
    await Promise.all(runs.map(({ name }) => this.#ports.fileSystem.unlink(join(this.#folder, name)).catch(() => undefined)));
  }

  async #read(name: string): Promise<GraphChange | null> {
    const text = await this.#ports.fileSystem.readFile(join(this.#folder, name), 'utf8').catch(() => '');
    return (openLine(text.trimEnd()) as GraphChange | undefined) ?? null;
  }
}
