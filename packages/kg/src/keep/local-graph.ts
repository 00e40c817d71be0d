import type { Clock, FileSystem, Logger, Random } from '@artemis/core';
import type { MemoryGraphStore } from '../memory/memory-graph-store.ts';
import { isEmptyChange, rowsOf, type GraphChange } from '../model/graph-change.ts';
import { GraphFolder } from './graph-folder.ts';
import type { JournalHead, JournalLine, NumberedChange } from './kept-state.ts';
import { defaultOutboxLimits, Outbox, type OutboxLimits } from './outbox.ts';
import { readGraphJournal } from './read-graph-journal.ts';
import { nothingKept, readSnapshot, type Snapshot } from './read-snapshot.ts';

/** What a {@link LocalGraph} is made of. */
export interface LocalGraphOptions {
  /** Folder for its two files; `null` to keep nothing on disk. */
  readonly folder: string | null;
  /** Whether the folder may be written: another process may have it. */
  readonly writable: boolean;
  readonly fileSystem: FileSystem;
  readonly random: Random;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly outbox?: OutboxLimits;
}

/** Writes, and nodes and edges in them, after which a new snapshot replaces the journal's. */
const changesPerSnapshot = 500;
const rowsPerSnapshot = 100_000;
/** A write with more nodes and edges goes into a snapshot at once, and Neo4j is compared. */
const mostJournalRows = 20_000;

/**
 * The graph in memory with its record on disk. Every write of the project comes here first: it changes the memory, is added to the
 * journal, and waits in the outbox for Neo4j. The snapshot and the journal together are the graph after a restart.
 */
export class LocalGraph {
  readonly store: MemoryGraphStore;
  readonly #folder: GraphFolder | null;
  readonly #logger: Logger;
  readonly #outbox: Outbox;
  readonly #writer: string;
  /** Number of the last write. */
  #number: number;
  #applied: number;
  #sinceSnapshot = 0;
  #rowsSinceSnapshot = 0;
  #made: string;
  /** How often the graph was made anew. */
  #rewrites = 0;
  /** Lines of the journal that wait for the disk. */
  readonly #lines: JournalLine[] = [];
  /** Writes to disk, one after the other. */
  #disk: Promise<void> = Promise.resolve();
  #diskFailed = false;

  private constructor(parts: {
    readonly snapshot: Snapshot;
    readonly folder: GraphFolder | null;
    readonly outbox: Outbox;
    readonly head: Pick<JournalHead, 'writer' | 'applied'>;
    readonly number: number;
    readonly logger: Logger;
  }) {
    this.store = parts.snapshot.store;
    this.#made = parts.snapshot.head?.made ?? '';
    this.#folder = parts.folder;
    this.#outbox = parts.outbox;
    this.#writer = parts.head.writer;
    this.#applied = parts.head.applied;
    this.#number = parts.number;
    this.#logger = parts.logger;
  }

  /** Opens the graph of a folder. What is damaged there is left out: files come back with the next index, and Neo4j is compared as a whole. */
  static async open({
    folder,
    writable,
    fileSystem,
    random,
    clock,
    logger,
    outbox: limits = defaultOutboxLimits,
  }: LocalGraphOptions): Promise<LocalGraph> {
    const snapshot = await (folder === null ? nothingKept() : readSnapshot(folder, fileSystem, clock));
    let number = snapshot.head?.number ?? 0;
    const kept = folder === null ? null : await readGraphJournal(folder, number, fileSystem);
    const damaged = snapshot.damaged || (kept?.damaged ?? false);
    if (damaged) logger.warn({ folder }, 'The kept graph was damaged; what could be read of it is used, the rest is made again.');
    const known = writable && snapshot.head !== null && kept !== null && kept.head !== null && !damaged;
    const outbox = new Outbox(limits, !known || kept.head.compare);
    const head = known ? kept.head : { writer: random.id(16), applied: 0 };
    for (const entry of kept?.changes ?? []) {
      if (entry.number > number) snapshot.store.change(entry.change);
      number = Math.max(number, entry.number);
      if (entry.number > head.applied && known && !outbox.mustCompare) outbox.add(entry.number, entry.change);
    }
    const own = folder !== null && writable ? new GraphFolder(folder, { fileSystem, random, clock }) : null;
    const graph = new LocalGraph({ snapshot, folder: own, outbox, head, number, logger });
    if (!known) await graph.flush();
    return graph;
  }

  /** Name under which Neo4j notes how far it was told. */
  get writer(): string {
    return this.#writer;
  }

  /** Number of the last write. */
  get number(): number {
    return this.#number;
  }

  /** Number of the last write that Neo4j is known to have. */
  get applied(): number {
    return this.#applied;
  }

  /** Writes Neo4j has not been told of; a comparison that is due counts as one. */
  get waiting(): number {
    return this.#outbox.length;
  }

  get mustCompare(): boolean {
    return this.#outbox.mustCompare;
  }

  /** What the slices of its files were made of, as the last write of files has said. */
  get made(): string {
    return this.#made;
  }

  /**
   * Changes the graph. It is changed when this returns, and on record when the promise resolves; a full disk is logged, never thrown.
   *
   * @param made - What the slices are made of. Default: the same as before.
   */
  async write(change: GraphChange, made = this.#made): Promise<void> {
    const counted = this.store.change(change);
    const otherwiseMade = made !== this.#made;
    this.#made = made;
    if (isEmptyChange(counted)) return otherwiseMade ? this.flush() : undefined;
    this.#number += 1;
    const entry = { number: this.#number, change: counted };
    const before = this.#outbox.mustCompare;
    const large = rowsOf(counted) > mostJournalRows;
    if (large) this.#outbox.compareInstead(this.#number);
    else this.#outbox.add(entry.number, counted);
    this.#sinceSnapshot += 1;
    this.#rowsSinceSnapshot += rowsOf(counted);
    const isLong = this.#sinceSnapshot >= changesPerSnapshot || this.#rowsSinceSnapshot >= rowsPerSnapshot;
    const tooMany = isLong || this.#outbox.mustCompare !== before;
    await (large || tooMany || otherwiseMade || this.#diskFailed ? this.flush() : this.#append(entry));
  }

  /**
   * Makes the graph anew, a part at a time. Until the last part it counts as made of nothing, so that one that was interrupted is made
   * again. Nobody waits for the disk, and Neo4j is compared.
   */
  async rewrite(parts: AsyncIterable<GraphChange>, made: string): Promise<void> {
    this.#made = '';
    this.#rewrites += 1;
    for await (const part of parts) this.store.change(part);
    this.#made = made;
    this.#number += 1;
    this.#outbox.compareInstead(this.#number);
    void this.flush();
  }

  /** The oldest writes that wait for Neo4j. */
  next(count: number): readonly NumberedChange[] {
    return this.#outbox.next(count);
  }

  /** Neo4j must be compared as a whole: it lacks what it once had. */
  compareInstead(): void {
    this.#outbox.compareInstead(this.#number);
  }

  /** Notes that Neo4j has every write up to a number. Nobody waits for the disk: without the note, Neo4j is told again. */
  acknowledge(upTo: number, way: 'compared' | 'told'): void {
    this.#applied = upTo;
    if (way === 'compared') this.#outbox.compared(upTo);
    else this.#outbox.forget(upTo);
    void (way === 'compared' ? this.flush() : this.#append({ applied: upTo }));
  }

  /** Writes a new snapshot. */
  async flush(): Promise<void> {
    this.#sinceSnapshot = 0;
    this.#rowsSinceSnapshot = 0;
    await this.#onDisk((folder) => {
      const head = { version: 1, writer: this.#writer, applied: this.#applied, compare: this.#outbox.mustCompare } as const;
      const [number, made, rewrites] = [this.#number, this.#made, this.#rewrites];
      // A graph that was made anew meanwhile is in it in parts.
      const isWhole = (): boolean => rewrites === this.#rewrites;
      return folder.replace(
        { store: this.store, head: () => ({ number, made: isWhole() ? made : '' }) },
        head,
        this.#outbox.next(Infinity),
      );
    });
  }

  /** Resolves when every write so far is on disk, as far as the disk takes them. */
  async settled(): Promise<void> {
    await (this.#diskFailed ? this.flush() : this.#disk);
  }

  /** Adds a line to the journal; all that wait for the disk go together. */
  #append(line: JournalLine): Promise<void> {
    this.#lines.push(line);
    return this.#onDisk(async (folder) => {
      const lines = this.#lines.splice(0);
      if (lines.length > 0) await folder.append(lines);
    });
  }

  #onDisk(work: (folder: GraphFolder) => Promise<void>): Promise<void> {
    const folder = this.#folder;
    if (folder === null) return Promise.resolve();
    this.#disk = this.#disk.then(async () => {
      try {
        await work(folder);
        this.#diskFailed = false;
      } catch (error) {
        if (!this.#diskFailed) this.#logger.warn({ err: error }, 'The graph cannot be kept on disk; it is kept in memory.');
        this.#diskFailed = true;
      }
    });
    return this.#disk;
  }
}
