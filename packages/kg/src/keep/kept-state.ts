import type { GraphChange } from '../model/graph-change.ts';

/** A write that is on record. */
export interface NumberedChange {
  /** From 1, without gaps. */
  readonly number: number;
  readonly change: GraphChange;
}

/** What the journal says, beside the writes themselves. */
export interface JournalHead {
  readonly version: 1;
  /** Name of this journal. A new one is made when the old is lost, so that Neo4j's count is not taken for its own. */
  readonly writer: string;
  /** Number of the last write that Neo4j has. */
  readonly applied: number;
  /** Whether writes are missing here that Neo4j has not been told of: then both graphs must be compared as a whole. */
  readonly compare: boolean;
}

/** One line of the journal. */
export type JournalLine = { readonly head: JournalHead } | NumberedChange | { readonly applied: number };

/** The first line of the snapshot; files and the history follow. */
export interface SnapshotHead {
  readonly version: 2;
  /**
   * Number of the last write that is in it for sure. It is written a part at a time, so later ones may be in some parts: making them
   * again, in order, leads to the same graph.
   */
  readonly number: number;
  /** What the slices were made of; empty when they were just being made. */
  readonly made: string;
  /** Lines that follow. With fewer, it is damaged. */
  readonly lines: number;
}
