import type { ArtemisError, Clock, FileSystem } from '@artemis/core';
import type { IndexLimits } from './index-limits.ts';
import type { IndexProgress } from './index-progress.ts';
import type { SourceParsers } from './parse/source-parsers.ts';

/** What indexing needs to know. */
export interface IndexOptions {
  /** The project folder, absolute. */
  readonly projectDir: string;
  /** Folder where the index is kept between runs: of its own, outside of what the project brings along. It is created, and what is damaged is replaced. Default: nothing is kept. */
  readonly cacheFolder?: string;
  /** Told when the cache could not be used or written; the index is right all the same. Must not throw. Default: nobody is told. */
  readonly onCacheProblem?: (problem: ArtemisError) => void;
  /** Limits to change; the others keep their defaults. */
  readonly limits?: Partial<IndexLimits>;
  /** An abort rejects the call with the signal's reason. For a partial result, use `limits.maxMs`. */
  readonly signal?: AbortSignal;
  /** Called now and then, and once at the end. Must not throw. */
  readonly onProgress?: (progress: IndexProgress) => void;
  /** Threads to parse in, for callers that index again and again; see `openParsers`. Default: started when needed, ended with the call. */
  readonly parsers?: SourceParsers;
  /** Default: the real disk. */
  readonly fileSystem?: FileSystem;
  /** Default: the system clock. */
  readonly clock?: Clock;
}
