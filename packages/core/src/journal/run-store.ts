import type { BuildBaseline } from '../capability/build.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import type { StampedEvent } from '../events/stamped-event.ts';
import type { FileSystem } from '../ports/file-system.ts';
import { makeFolder } from '../ports/make-folder.ts';
import type { Random } from '../ports/random.ts';
import { journalFileName } from './journal.ts';
import type { Task } from '../task/task.ts';
import type { JournalRecord } from './journal-record.ts';
import { readJournal } from './read-journal.ts';

/** A run as its journal tells it, without opening it for writing. */
export interface StoredRun {
  readonly runId: string;
  readonly directory: string;
  /** What the run was asked; `null` when it was ended before it had begun. */
  readonly task: Task | null;
  readonly events: readonly StampedEvent[];
}

/** Memo that holds the task of a run. */
export const taskKey = 'task';
/** Memo that holds what the builder saw before the first change. */
const baselineKey = 'stage:baseline#1';

const readAtOnce = 16;
const runIdLength = 6;
const runIdPattern = /^[0-9a-v]{4,32}$/;

/** The folder that holds one folder per run. */
export class RunStore {
  readonly #root: string;
  readonly #fileSystem: FileSystem;
  readonly #random: Random;

  /** @param options.root - Absolute path, such as `$XDG_STATE_HOME/artemis/runs`. Made when the first run is. */
  constructor(options: { readonly root: string; readonly fileSystem: FileSystem; readonly random: Random }) {
    this.#root = options.root;
    this.#fileSystem = options.fileSystem;
    this.#random = options.random;
  }

  /**
   * Makes the folder of a new run, readable by its owner only.
   *
   * @throws ArtemisError `ARTEMIS_E_STATE` when it cannot be made.
   */
  async create(): Promise<{ readonly runId: string; readonly directory: string }> {
    try {
      await makeFolder(this.#fileSystem, this.#root, 0o700);
      for (;;) {
        const runId = this.#random.id(runIdLength);
        const directory = `${this.#root}/${runId}`;
        const made = await this.#fileSystem.mkdir(directory, { mode: 0o700 }).then(() => true, ignoreExisting);
        if (made) return { runId, directory };
      }
    } catch (error) {
      throw new ArtemisError('ARTEMIS_E_STATE', `No run can be kept in ${this.#root}: ${describeFailure(error)}.`, {
        hint: 'Make the folder writable, or set XDG_STATE_HOME to another one.',
        cause: error,
        facts: { path: this.#root },
      });
    }
  }

  /**
   * Folder of a run.
   *
   * @throws ArtemisError `ARTEMIS_E_UNKNOWN_RUN` when the id is malformed or names no run.
   */
  async find(runId: string): Promise<string> {
    const directory = `${this.#root}/${runId}`;
    const known =
      runIdPattern.test(runId) &&
      (await this.#fileSystem.access(`${directory}/${journalFileName}`).then(
        () => true,
        () => false,
      ));
    if (known) return directory;
    throw new ArtemisError('ARTEMIS_E_UNKNOWN_RUN', `There is no run "${runId.slice(0, 40)}".`, {
      hint: 'List the runs with: artemis runs',
    });
  }

  /** Reads a run. What is damaged is left out, and left in place. */
  async read(runId: string): Promise<StoredRun> {
    const { directory, records } = await this.#records(runId);
    return {
      runId,
      directory,
      task: taskOf(records),
      events: records.flatMap(({ entry }) => (entry.kind === 'event' ? [entry.event] : [])),
    };
  }

  /** What the builder saw before the run's first change; `null` when it was not taken. */
  async baselineOf(runId: string): Promise<BuildBaseline | null> {
    const { records } = await this.#records(runId);
    const memo = records.find(({ entry }) => entry.kind === 'memo' && entry.key === baselineKey)?.entry;
    return memo?.kind === 'memo' ? (memo.value as BuildBaseline) : null;
  }

  /** Every run that has begun, newest first. A run that cannot be read is left out. */
  async list(): Promise<readonly StoredRun[]> {
    const names = await this.#fileSystem.readdir(this.#root).catch(() => []);
    const runs: StoredRun[] = [];
    // Not all at once: thousands of open files are more than a process may have, and runs would be missing without a word.
    for (let at = 0; at < names.length; at += readAtOnce) {
      const some = await Promise.all(names.slice(at, at + readAtOnce).map((runId) => this.read(runId).catch(() => null)));
      runs.push(...some.filter((run) => run !== null));
    }
    return runs.filter(({ task }) => task !== null).toSorted((a, b) => startOf(b).localeCompare(startOf(a)));
  }

  async #records(runId: string): Promise<{ readonly directory: string; readonly records: readonly JournalRecord[] }> {
    const directory = await this.find(runId);
    return { directory, records: readJournal(await this.#fileSystem.readFile(`${directory}/${journalFileName}`)).records };
  }
}

const taskOf = (records: readonly JournalRecord[]): Task | null =>
  records
    .map(({ entry }) => (entry.kind === 'memo' && entry.key === taskKey ? (entry.value as Task) : null))
    .find((task) => task !== null) ?? null;

const startOf = (run: StoredRun): string => run.events[0]?.ts ?? '';

function ignoreExisting(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
  throw error;
}
