import { ArtemisError } from '../errors/artemis-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { ProcessLocks } from '../ports/process-lock.ts';
import { choosePastRuns, type PastRun, type Retention, type RetentionPlan } from './retention.ts';
import { runIdPattern, type RunStore, type StoredRun } from './run-store.ts';

/** What is needed to find old runs and to remove them. */
export interface OldRunsOptions {
  readonly runs: RunStore;
  readonly fileSystem: FileSystem;
  readonly locks: ProcessLocks;
  readonly clock: Clock;
}

/** A folder of this name is being removed; whoever comes next ends that. */
const removedPrefix = '.removed-';

/** The runs that need not be kept any longer. Whatever can still be gone on with is none of them, nor what cannot be read. */
export class OldRuns {
  readonly #options: OldRunsOptions;

  constructor(options: OldRunsOptions) {
    this.#options = options;
  }

  /** Looks which runs may go. Nothing is removed. */
  async find(retention: Retention): Promise<RetentionPlan> {
    const { runs, fileSystem, clock } = this.#options;
    const known = new Map((await runs.list()).map((run) => [run.runId, run]));
    const names = await fileSystem.readdir(runs.root).catch(() => []);
    const past: PastRun[] = [];
    for (const name of names.filter((each) => runIdPattern.test(each) || each.startsWith(removedPrefix))) {
      const directory = `${runs.root}/${name}`;
      const run = known.get(name);
      past.push({ runId: name, directory, bytes: await this.#bytesOf(directory), endedMs: run ? endOf(run) : await this.#leftAt(name) });
    }
    return choosePastRuns(past, retention, clock.wallMs());
  }

  /**
   * Removes a run with all that is kept of it: it can be shown, undone and learnt from no more. A kill on the way leaves nothing
   * that looks like a run.
   *
   * @returns Whether it is gone; `false` when a process is at work on it, or has been meanwhile and left it unfinished.
   * @throws The system's error.
   */
  async remove({ runId, directory }: PastRun): Promise<boolean> {
    const { fileSystem, locks, runs } = this.#options;
    if (runId.startsWith(removedPrefix)) {
      await fileSystem.rm(directory, { recursive: true, force: true });
      return true;
    }
    const path = await fileSystem.realpath(directory).catch(ignoreMissing);
    // Somebody else was faster.
    if (path === null) return true;
    const answer = await locks.acquire(path);
    if (!('lock' in answer)) return false;
    try {
      if (!(await this.#isPast(runId))) return false;
      const doomed = `${runs.root}/${removedPrefix}${runId}`;
      await fileSystem.rename(directory, doomed);
      await fileSystem.rm(doomed, { recursive: true, force: true });
      return true;
    } finally {
      await answer.lock.release();
    }
  }

  async #isPast(runId: string): Promise<boolean> {
    try {
      const run = await this.#options.runs.read(runId);
      return run.task === null || endOf(run) !== null;
    } catch (error) {
      return error instanceof ArtemisError && error.code === 'ARTEMIS_E_UNKNOWN_RUN';
    }
  }

  /** When a folder that holds no run was last touched: one that is being made is young. */
  async #leftAt(name: string): Promise<number> {
    if (name.startsWith(removedPrefix)) return -Infinity;
    return (await this.#options.fileSystem.stat(`${this.#options.runs.root}/${name}`)).mtimeMs;
  }

  async #bytesOf(directory: string): Promise<number> {
    const { fileSystem } = this.#options;
    let bytes = 0;
    for (const entry of await fileSystem.readdir(directory, { withFileTypes: true }).catch(() => [])) {
      const path = `${directory}/${entry.name}`;
      bytes += entry.isDirectory() ? await this.#bytesOf(path) : await sizeOf(fileSystem, path);
    }
    return bytes;
  }
}

function ignoreMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** What is gone meanwhile takes no room. */
const sizeOf = (fileSystem: FileSystem, path: string): Promise<number> =>
  fileSystem.lstat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** `null` for a run that can be gone on with, or that cannot be read. */
function endOf({ result, endedAt }: StoredRun): number | null {
  return result === null || result.error !== undefined || endedAt === null ? null : Date.parse(endedAt);
}
