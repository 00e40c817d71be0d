import type { Options } from 'minisearch';
import { tokenize } from '@artemis/code-index';
import { stem } from './stem.ts';

/** A passage as it is handed to MiniSearch. */
export interface IndexedWords {
  /** Its number in its shard. MiniSearch counts the same way, so that its own numbers mean our passages. */
  readonly id: number;
  readonly path: string;
  readonly symbols: string;
  readonly text: string;
}

/** Fields by the number MiniSearch writes for them. */
export const fieldIds = { path: 0, symbols: 1, text: 2 } as const;

/** How MiniSearch reads passages. */
export const wordOptions: Options<IndexedWords> = {
  fields: Object.keys(fieldIds),
  tokenize,
  processTerm: stem,
  // What is taken out is cleared away when a shard is written.
  autoVacuum: false,
};

/** How much a word counts by where it stands. Found with the bench of retrieval. */
export const boost = { path: 2, symbols: 2, text: 1 };
export const bm25 = { k: 1.2, b: 0.4, d: 0.1 };

/** The words of a question as they stand in the index; a word that comes twice counts twice. */
export const wordsOf = (text: string): readonly string[] => tokenize(text).map(stem);
