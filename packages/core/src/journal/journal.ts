import type { FileHandle } from 'node:fs/promises';
import type { StampedEvent } from '../events/stamped-event.ts';
import type { FileSystem } from '../ports/file-system.ts';
import { encodeRecord, type JournalEntry } from './journal-record.ts';
import { journalUnusable } from './journal-unusable.ts';
import { memoAt, type MemoPlace } from './memo-at.ts';
import { piecesOf, readJournal } from './read-journal.ts';
import { longestLineBytes, RecordReader, type Damage, type PlacedRecord } from './record-reader.ts';

/** Where a journal lives, and what guards it. */
export interface JournalOptions {
  /** Folder of the run. It must exist. */
  readonly directory: string;
  readonly fileSystem: FileSystem;
  /** Takes secrets out of JSON text before it reaches the disk, and leaves it JSON. */
  readonly redact: (json: string) => string;
  /** Told every event written before this opening, oldest first. None of them is kept in memory. Default: nobody is. */
  readonly onPast?: (event: StampedEvent) => void;
}

/** Name of the journal inside the folder of its run. */
export const journalFileName = 'journal.jsonl';

/** A memo on the disk, or one that is kept in memory only. */
type KnownMemo = MemoPlace | { readonly value: unknown };

/**
 * The append-only record of a run. Events are written in order without waiting; a memo is on the disk, with everything before
 * it, when {@link Journal.remember} resolves. Opening it again plays the memos back: where each of them stands is kept in memory,
 * what it holds is read when it is asked for.
 */
export class Journal {
  /** Why the end of the file was not usable, if it was not. It has been set aside and cut off. */
  readonly damage: Damage | null;
  readonly #path: string;
  readonly #fileSystem: FileSystem;
  readonly #file: FileHandle;
  readonly #redact: (json: string) => string;
  readonly #memos: Map<string, KnownMemo>;
  readonly #epoch: number;
  #seq: number;
  /** Where the next line will stand. */
  #end: number;
  /** Lines that are not being written yet. */
  #waiting: Buffer[] = [];
  #written: Promise<void> = Promise.resolve();
  #failure: unknown = null;

  private constructor(path: string, file: FileHandle, { fileSystem, redact }: JournalOptions, past: Past) {
    this.#path = path;
    this.#fileSystem = fileSystem;
    this.#file = file;
    this.#redact = redact;
    this.#memos = past.memos;
    this.#epoch = past.epoch + 1;
    this.#seq = past.reader.records;
    this.#end = past.reader.usableBytes;
    this.damage = past.reader.damage;
  }

  /**
   * Opens the journal of a run for writing, and makes it if there is none. A damaged end is kept in a file beside it.
   *
   * @throws ArtemisError `ARTEMIS_E_STATE` when the folder cannot be written, or another version of Artemis has written there.
   */
  static async open(options: JournalOptions): Promise<Journal> {
    const { directory, fileSystem, onPast = () => {} } = options;
    const path = `${directory}/${journalFileName}`;
    let file: FileHandle | undefined;
    try {
      file = await fileSystem.open(path, 'a+', 0o600);
      const past = new Past(onPast);
      for await (const records of readJournal(file, past.reader)) for (const record of records) past.take(record);
      await cutOff(fileSystem, path, file, past.reader);
      return new Journal(path, file, options, past);
    } catch (error) {
      await file?.close().catch(() => {});
      throw journalUnusable(path, error);
    }
  }

  /** Whether a memo is known. */
  has(key: string): boolean {
    return this.#memos.has(key);
  }

  /**
   * The value of a memo, as JSON gives it back; `undefined` when it is not known.
   *
   * @throws ArtemisError `ARTEMIS_E_STATE` when the disk does not give back what it was given.
   */
  async recall(key: string): Promise<unknown> {
    const memo = this.#memos.get(key);
    if (!memo || 'value' in memo) return memo?.value;
    await this.#written;
    const found = await memoAt(this.#file, memo, key).catch((error: unknown) => {
      throw journalUnusable(this.#path, error);
    });
    if (found) return found.value;
    throw journalUnusable(this.#path, `what was kept as ${key} is not there any more as it was written`);
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
    this.#memos.set(key, this.#redact(json) === json ? this.#append({ kind: 'memo', key, value }) : { value });
  }

  /**
   * Forgets the memos whose keys begin so: what they speak of is being taken back. Resolves when that is on the disk.
   *
   * @throws ArtemisError `ARTEMIS_E_STATE` when it could not be written: nothing must then be taken back.
   */
  async forget(prefix: string): Promise<void> {
    this.#append({ kind: 'forget', prefix });
    await this.sync();
    forget(this.#memos, prefix);
  }

  /** Resolves when everything appended so far is on the disk. */
  async sync(): Promise<void> {
    this.#written = this.#written.then(async () => {
      if (!this.#failure) await this.#file.datasync().catch((error: unknown) => void (this.#failure = error));
    });
    await this.#written;
    if (this.#failure) throw journalUnusable(this.#path, this.#failure);
  }

  /** Whether the journal can be found where it was made: its folder may have been removed while the file was open. */
  async isInPlace(): Promise<boolean> {
    return this.#fileSystem.access(this.#path).then(
      () => true,
      (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
    );
  }

  /** Flushes and closes the file. Appending afterwards is a bug. */
  async close(): Promise<void> {
    try {
      await this.sync();
    } finally {
      await this.#file.close();
    }
  }

  /** @returns Where the line will stand. */
  #append(entry: JournalEntry): MemoPlace {
    // An entry that cannot be written takes no number: a gap would cost the reader everything behind it.
    const line = Buffer.from(`${encodeRecord({ seq: this.#seq + 1, epoch: this.#epoch, entry }, this.#redact)}\n`);
    const place = { at: this.#end, bytes: line.length - 1 };
    this.#seq += 1;
    this.#end += line.length;
    if (line.length > longestLineBytes) this.#failure ??= `a record of ${line.length} bytes is too long`;
    this.#waiting.push(line);
    this.#written = this.#written.then(() => this.#write());
    return place;
  }

  /** What has come while the disk was busy is written at once. */
  async #write(): Promise<void> {
    const lines = Buffer.concat(this.#waiting.splice(0));
    if (lines.length === 0 || this.#failure) return;
    await this.#file.appendFile(lines).catch((error: unknown) => void (this.#failure = error));
  }
}

/** What is kept of the records that were there before. */
class Past {
  readonly reader = new RecordReader();
  readonly memos = new Map<string, KnownMemo>();
  epoch = 0;
  readonly #onEvent: (event: StampedEvent) => void;

  constructor(onEvent: (event: StampedEvent) => void) {
    this.#onEvent = onEvent;
  }

  take({ record: { epoch, entry }, at, bytes }: PlacedRecord): void {
    this.epoch = epoch;
    if (entry.kind === 'memo') this.memos.set(entry.key, { at, bytes });
    else if (entry.kind === 'forget') forget(this.memos, entry.prefix);
    else this.#onEvent(entry.event);
  }
}

function forget(memos: Map<string, KnownMemo>, prefix: string): void {
  for (const key of [...memos.keys()]) if (key.startsWith(prefix)) memos.delete(key);
}

/** Leaves the usable beginning; what comes after it is kept in a file beside. */
async function cutOff(fileSystem: FileSystem, path: string, file: FileHandle, { damage, usableBytes }: RecordReader): Promise<void> {
  if (!damage) return;
  await setAside(fileSystem, path, piecesOf(file, usableBytes));
  await file.truncate(usableBytes);
}

async function setAside(fileSystem: FileSystem, path: string, rest: AsyncIterable<Uint8Array>): Promise<void> {
  for (let count = 1; ; count++) {
    try {
      const copy = await fileSystem.open(`${path}.corrupt-${count}`, 'wx', 0o600);
      await copy.writeFile(rest).finally(() => copy.close());
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
