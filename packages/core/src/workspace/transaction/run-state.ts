import { join } from 'node:path';
import type { Clock } from '../../ports/clock.ts';
import type { FileSystem } from '../../ports/file-system.ts';
import type { Random } from '../../ports/random.ts';
import type { Ledger } from './ledger.ts';
import { replaceFile, stateWriteFailed, writeFileAtomic } from '../disk/atomic-file.ts';
import { errnoOf, tolerate } from '../disk/errno.ts';
import { formatLedger, parseLedger } from './ledger-format.ts';
import { emptyLedger } from './ledger.ts';
import { sha256 } from '../disk/sha256.ts';
import { stateUnusable } from './state-unusable.ts';
import { makeFolder } from '../../ports/make-folder.ts';
import { syncFolder } from '../disk/sync-folder.ts';
import { isTemporaryName } from '../disk/temporary-name.ts';

/** The ports of the workspace room. */
export interface WorkspacePorts {
  readonly fileSystem: FileSystem;
  readonly random: Random;
  readonly clock: Clock;
}

/** What a run keeps about the project, in `<stateDir>/workspace`: the ledger, and contents named by their hash. */
export class RunState {
  readonly #stateDir: string;
  readonly #folder: string;
  readonly #ports: WorkspacePorts;
  /** There is a ledger: were it gone, nothing would seem to have been changed. */
  #hasLedger = false;

  constructor(stateDir: string, ports: WorkspacePorts) {
    this.#stateDir = stateDir;
    this.#folder = join(stateDir, 'workspace');
    this.#ports = ports;
  }

  /** @throws ArtemisError `ARTEMIS_E_WORKSPACE_STATE` when the ledger is damaged or from a newer version. */
  async readLedger(): Promise<Ledger> {
    const path = this.#path('ledger.json');
    const text = await this.#read(path);
    if (text === null && this.#hasLedger) throw stateUnusable(path, 'was removed during the run');
    return text === null ? emptyLedger : parseLedger(text.toString(), path);
  }

  /** Replaces the ledger as a whole, durably. What was kept before is durable then too. */
  async writeLedger(ledger: Ledger): Promise<void> {
    await this.#makeFolder();
    await writeFileAtomic(this.#path('ledger.json'), formatLedger(ledger), this.#ports);
    this.#hasLedger = true;
  }

  /** Keeps bytes and returns their hash. What is kept already is not written again. */
  async keep(bytes: Uint8Array): Promise<string> {
    await this.#makeFolder();
    const hash = sha256(bytes);
    const kept = await this.#read(this.#path(hash));
    if (kept === null || sha256(kept) !== hash) await replaceFile(this.#path(hash), bytes, this.#ports);
    return hash;
  }

  /** Bytes that were kept. @throws ArtemisError `ARTEMIS_E_WORKSPACE_STATE` when they are missing or damaged. */
  async kept(hash: string): Promise<Uint8Array> {
    const path = this.#path(hash);
    const bytes = await this.#read(path);
    if (bytes === null) throw stateUnusable(path, 'is missing');
    if (sha256(bytes) !== hash) throw stateUnusable(path, 'is damaged');
    return bytes;
  }

  /** Removes the temporary files that a crash left behind here. */
  async removeLeftovers(): Promise<void> {
    const { fileSystem } = this.#ports;
    const names = await tolerate(fileSystem.readdir(this.#folder), ['ENOENT'], []);
    // One that cannot be removed does no harm: nobody reads it.
    for (const name of names.filter(isTemporaryName)) await fileSystem.unlink(this.#path(name)).catch(() => undefined);
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  async #makeFolder(): Promise<void> {
    try {
      const isNew = await makeFolder(this.#ports.fileSystem, this.#folder, 0o700);
      if (isNew) await syncFolder(this.#ports.fileSystem, this.#stateDir);
    } catch (error) {
      throw stateWriteFailed(this.#folder, error);
    }
  }

  async #read(path: string): Promise<Buffer | null> {
    try {
      return await this.#ports.fileSystem.readFile(path);
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return null;
      throw stateUnusable(path, `cannot be read (${errnoOf(error) ?? 'unknown reason'})`, error);
    }
  }
}
