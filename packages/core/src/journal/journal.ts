import type { FileHandle } from 'node:fs/promises';
import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import type { StampedEvent } from '../events/stamped-event.ts';
import type { FileSystem } from '../ports/file-system.ts';
import { encodeRecord, type JournalEntry } from './journal-record.ts';
import { readJournal, type JournalContent } from './read-journal.ts';

/** Where a journal lives, and what guards it. */
export interface JournalOptions {
  /** Folder of the run. It must exist. */
  readonly directory: string;
  readonly fileSystem: FileSystem;
  /** Takes secrets out of JSON text before it reaches the disk, and leaves it JSON. */
  readonly redact: (json: string) => string;
}

/** Name of the journal inside the folder of its run. */
export const journalFileName = 'journal.jsonl';

/**
 * The append-only record of a run. Events are written in order without waiting; a memo is on the disk, with everything before
 * it, when {@link Journal.remember} resolves. Opening it again plays the memos back.
 */
export class Journal {
  /** Events written before this opening, oldest first. */
  readonly past: readonly StampedEvent[];
  /** Why the end of the file was not usable, if it was not. It has been set aside and cut off. */
  readonly damage: JournalContent['damage'];
  readonly #file: FileHandle;
  readonly #redact: (json: string) => string;
  readonly #memos: Map<string, unknown>;
  readonly #epoch: number;
  #seq: number;
  #written: Promise<void> = Promise.resolve();
  #failure: unknown = null;

  private constructor(file: FileHandle, content: JournalContent, redact: (json: string) => string) {
    this.#file = file;
    this.#redact = redact;
    this.past = content.records.flatMap(({ entry }) => (entry.kind === 'event' ? [entry.event] : []));
    this.damage = content.damage;
    this.#memos = new Map(content.records.flatMap(({ entry }) => (entry.kind === 'memo' ? [[entry.key, entry.value]] : [])));
    this.#epoch = (content.records.at(-1)?.epoch ?? 0) + 1;
    this.#seq = content.records.length;
  }

  /**
   * Opens the journal of a run for writing, and makes it if there is none. A damaged end is kept in a file beside it.
   *
   * @throws ArtemisError `ARTEMIS_E_STATE` when the folder cannot be written.
   */
  static async open({ directory, fileSystem, redact }: JournalOptions): Promise<Journal> {
    const path = `${directory}/${journalFileName}`;
    try {
      const file = await fileSystem.open(path, 'a+', 0o600);
      const bytes = await file.readFile();
      const content = readJournal(bytes);
      if (content.damage) await setAside(fileSystem, path, bytes.subarray(content.usableBytes));
      if (content.usableBytes < bytes.length) await file.truncate(content.usableBytes);
      return new Journal(file, content, redact);
    } catch (error) {
      throw stateError(path, error);
    }
  }

  /** Memos that are known. */
  has(key: string): boolean {
    return this.#memos.has(key);
  }

  /** The value of a memo, as JSON gave it back. */
  recall(key: string): unknown {
    return this.#memos.get(key);
  }

  /** Queues an event. A failing disk is reported by the next {@link remember} or {@link close}. */
  record(event: StampedEvent): void {
    this.#append({ kind: 'event', event });
  }

  /**
   * Keeps the result of an effect. Resolves when it is on the disk.
   *
   * @param value - JSON. One that holds a secret is kept in memory only, so a resumed run has to make it anew.
   * @throws ArtemisError `ARTEMIS_E_STATE` when it could not be written: the next effect must not happen.
   */
  async remember(key: string, value: unknown): Promise<void> {
    this.note(key, value);
    await this.sync();
  }

  /** Keeps a value that what is remembered next depends on: it reaches the disk no later than that. JSON. */
  note(key: string, value: unknown): void {
    const json = JSON.stringify(value) ?? 'null';
    this.#memos.set(key, value);
    if (this.#redact(json) === json) this.#append({ kind: 'memo', key, value });
  }

  /** Resolves when everything appended so far is on the disk. */
  async sync(): Promise<void> {
    this.#written = this.#written.then(async () => {
      if (!this.#failure) await this.#file.datasync().catch((error: unknown) => void (this.#failure = error));
    });
    await this.#written;
    if (this.#failure) throw stateError(journalFileName, this.#failure);
  }

  /** Flushes and closes the file. Appending afterwards is a bug. */
  async close(): Promise<void> {
    try {
      await this.sync();
    } finally {
      await this.#file.close();
    }
  }

  #append(entry: JournalEntry): void {
    // An entry that cannot be written takes no number: a gap would cost the reader everything behind it.
    const line = encodeRecord({ seq: this.#seq + 1, epoch: this.#epoch, entry }, this.#redact);
    this.#seq += 1;
    this.#written = this.#written.then(async () => {
      if (!this.#failure) await this.#file.appendFile(`${line}\n`).catch((error: unknown) => void (this.#failure = error));
    });
  }
}

async function setAside(fileSystem: FileSystem, path: string, rest: Uint8Array): Promise<void> {
  if (rest.length === 0) return;
  for (let count = 1; ; count++) {
    try {
      const file = await fileSystem.open(`${path}.corrupt-${count}`, 'wx', 0o600);
      await file.writeFile(rest).finally(() => file.close());
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

const stateError = (path: string, error: unknown): ArtemisError =>
  new ArtemisError('ARTEMIS_E_STATE', `The journal ${path} cannot be used: ${describeFailure(error)}.`, {
    hint: 'Free space or fix the permissions of the state folder, or set XDG_STATE_HOME to another one.',
    cause: error,
    facts: { path },
  });
