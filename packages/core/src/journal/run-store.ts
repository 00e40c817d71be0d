import type { BuildBaseline } from '../capability/build.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import type { StampedEvent } from '../events/stamped-event.ts';
import type { FileSystem } from '../ports/file-system.ts';
import { makeFolder } from '../ports/make-folder.ts';
import type { Random } from '../ports/random.ts';
import type { RunResult } from '../task/run-result.ts';
import type { Task } from '../task/task.ts';
import { journalFileName } from './journal.ts';
import type { JournalEntry } from './journal-record.ts';
import { journalUnusable } from './journal-unusable.ts';
import { readJournal } from './read-journal.ts';
import { RecordReader, type Damage } from './record-reader.ts';

/** A run as its journal tells it, without opening it for writing. */
export interface StoredRun {
  readonly runId: string;
  readonly directory: string;
  /** What the run was asked; `null` when it was ended before it had begun, or cannot be read. */
  readonly task: Task | null;
  /** When it began, ISO 8601; `null` before its first event. */
  readonly startedAt: string | null;
  /** How it ended; `null` while it is under way, or when it was stopped before it could say so. */
  readonly result: RunResult | null;
  /** When it ended, ISO 8601; `null` where `result` is. */
  readonly endedAt: string | null;
  /** Why the end of its journal is left out here; `null` when all of it can be used. One that is being written may look torn. */
  readonly damage: Damage | null;
  /** Why the run cannot be read, as when a newer version has made it; `null` when it can. */
  readonly problem: string | null;
}

/** Memo that holds the task of a run. */
export const taskKey = 'task';
/** Memo that holds what the builder saw before the first change. */
const baselineKey = 'stage:baseline#1';

const readAtOnce = 16;
const runIdLength = 6;
/** What a run is called. */
export const runIdPattern = /^[0-9a-v]{4,32}$/;

/** The folder that holds one folder per run. */
export class RunStore {
  /** Absolute path of the folder. */
  readonly root: string;
  readonly #fileSystem: FileSystem;
  readonly #random: Random;

  /** @param options.root - Absolute path, such as `$XDG_STATE_HOME/artemis/runs`. Made when the first run is. */
  constructor(options: { readonly root: string; readonly fileSystem: FileSystem; readonly random: Random }) {
    this.root = options.root;
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
      await makeFolder(this.#fileSystem, this.root, 0o700);
      for (;;) {
        const runId = this.#random.id(runIdLength);
        const directory = `${this.root}/${runId}`;
        const made = await this.#fileSystem.mkdir(directory, { mode: 0o700 }).then(() => true, ignoreExisting);
        if (made) return { runId, directory };
      }
    } catch (error) {
      throw new ArtemisError('ARTEMIS_E_STATE', `No run can be kept in ${this.root}: ${describeFailure(error)}.`, {
        hint: 'Make the folder writable, or set XDG_STATE_HOME to another one.',
        cause: error,
        facts: { path: this.root },
      });
    }
  }

  /**
   * Folder of a run.
   *
   * @throws ArtemisError `ARTEMIS_E_UNKNOWN_RUN` when the id is malformed or names no run.
   */
  async find(runId: string): Promise<string> {
    const directory = `${this.root}/${runId}`;
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

  /**
   * Reads what a run was asked, and how it ended. What is damaged is left out, and left in place.
   *
   * @throws ArtemisError `ARTEMIS_E_UNKNOWN_RUN`; `ARTEMIS_E_STATE` when another version of Artemis has made the run.
   */
  async read(runId: string): Promise<StoredRun> {
    const directory = await this.find(runId);
    let task: Task | null = null;
    let startedAt: string | null = null;
    let result: RunResult | null = null;
    let endedAt: string | null = null;
    const reader = new RecordReader();
    for await (const entry of this.#entries(directory, reader)) {
      if (entry.kind === 'memo' && entry.key === taskKey) task ??= entry.value as Task;
      if (entry.kind !== 'event') continue;
      const { event } = entry;
      startedAt ??= event.ts;
      if (event.type === 'run.started') [result, endedAt] = [null, null];
      if (event.type === 'run.completed' || event.type === 'run.failed') [result, endedAt] = [event.result, event.ts];
    }
    return { runId, directory, task, startedAt, result, endedAt, damage: reader.damage, problem: null };
  }

  /**
   * Events of a run, oldest first. They are read as they are asked for: of a long run, never all are in memory.
   *
   * @throws ArtemisError as {@link read}.
   */
  async *events(runId: string): AsyncGenerator<StampedEvent> {
    for await (const entry of this.#entries(await this.find(runId))) if (entry.kind === 'event') yield entry.event;
  }

  /** What the builder saw before the run's first change; `null` when it was not taken. */
  async baselineOf(runId: string): Promise<BuildBaseline | null> {
    for await (const entry of this.#entries(await this.find(runId))) {
      if (entry.kind === 'memo' && entry.key === baselineKey) return entry.value as BuildBaseline;
    }
    return null;
  }

  /** Every run that has begun, newest first; those that cannot be read come last, and say why. */
  async list(): Promise<readonly StoredRun[]> {
    const names = await this.#fileSystem.readdir(this.root).catch(() => []);
    const runs: StoredRun[] = [];
    // Not all at once: thousands of open files are more than a process may have, and runs would be missing without a word.
    for (let at = 0; at < names.length; at += readAtOnce) {
      const some = await Promise.all(names.slice(at, at + readAtOnce).map((runId) => this.#readOrSay(runId)));
      runs.push(...some.filter((run) => run !== null));
    }
    return runs
      .filter(({ task, problem }) => task !== null || problem !== null)
      .toSorted((a, b) => (b.startedAt ?? '').localeCompare(a.startedAt ?? ''));
  }

  /** @returns `null` for what is no run. */
  #readOrSay(runId: string): Promise<StoredRun | null> {
    return this.read(runId).catch((error: unknown) => {
      if (error instanceof ArtemisError && error.code === 'ARTEMIS_E_UNKNOWN_RUN') return null;
      const problem = describeFailure(error);
      return { runId, directory: `${this.root}/${runId}`, task: null, startedAt: null, result: null, endedAt: null, damage: null, problem };
    });
  }

  async *#entries(directory: string, reader = new RecordReader()): AsyncGenerator<JournalEntry> {
    const path = `${directory}/${journalFileName}`;
    const file = await this.#fileSystem.open(path, 'r').catch((error: unknown) => {
      throw journalUnusable(path, error);
    });
    try {
      for await (const records of readJournal(file, reader)) for (const { record } of records) yield record.entry;
    } catch (error) {
      throw journalUnusable(path, error);
    } finally {
      await file.close();
    }
  }
}

function ignoreExisting(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
  throw error;
}
