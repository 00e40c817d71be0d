import type { ContextItem, Provenance } from '@artemis/core';

/** What found a passage. */
export type FoundBy = 'words' | 'vectors' | 'words and vectors';

/** A context item with what is known about how it was found. */
export interface RetrievedItem extends ContextItem {
  /** Names the passage; for a memory it is the id to forget it by. */
  readonly id: string;
  readonly foundBy: FoundBy;
  /** Lines in `path`, counted from 1; absent for a memory. */
  readonly lines?: readonly [first: number, last: number];
  /** Where a memory comes from. */
  readonly provenance?: Provenance;
}
