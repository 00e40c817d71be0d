import type { AcceptedSolution, CallContext, Degradation, ServedBy } from '@artemis/core';
import type { Memory } from './memory/solution-memory.ts';
import type { RagOptions } from './rag-options.ts';
import type { RetrievedItem } from './retrieved-item.ts';

/** What a {@link RagIndex} is opened with: the options of the plugin, and one project. */
export interface RagIndexOptions extends RagOptions {
  /** Absolute path of the project folder. */
  readonly projectDir: string;
}

/** How far indexing is. */
export interface RagProgress {
  /** `reading` looks at files and `words` takes over those that changed; `vectors` counts passages. */
  readonly phase: 'reading' | 'words' | 'vectors';
  readonly done: number;
  readonly total: number;
}

/** How an index is filled. */
export interface FillOptions {
  /** An abort rejects the call with its reason; while watching it is the regular end. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RagProgress) => void;
  /** Go on until the signal aborts, and follow the changes in the project. Default: false. */
  readonly watch?: boolean;
  /** Called with `watch` after each look at the project that found a change. */
  readonly onChange?: (report: IndexReport) => void;
}

/** What an index holds after it was filled. */
export interface IndexReport {
  readonly files: number;
  readonly passages: number;
  /** False when a limit ended it early: what is there can be searched. */
  readonly complete: boolean;
  /** Why the index on disk could not be written, so that the next process has to build it again; absent when it was. */
  readonly unkept?: string;
  /** Whether Chroma holds the vectors too, or why not. */
  readonly chroma: { readonly filled: true } | { readonly filled: false; readonly reason: string; readonly code: string | null };
}

/** How a question is asked. */
export interface AskOptions {
  /** Most tokens all hits together may have, estimated. Default: 4 000. */
  readonly maxTokens?: number;
  readonly signal?: AbortSignal;
}

/** Hits of a question, best first, and who found them. */
export interface RagAnswer {
  readonly hits: readonly RetrievedItem[];
  readonly servedBy: ServedBy;
  /** Why Chroma did not serve; absent when it did. */
  readonly degraded?: Degradation;
}

/** A place in the project that was found. */
export interface FoundPlace {
  /** `null` for a remembered solution. */
  readonly path: string | null;
  readonly lines: readonly [first: number, last: number];
}

/** Places by each way of finding them, best first. */
export interface RagRankings {
  readonly words: readonly FoundPlace[];
  readonly vectors: readonly FoundPlace[];
  /** Both together: what answers are made of. */
  readonly fused: readonly FoundPlace[];
}

/** Retrieval for one project outside of a run: for a command line, a server, a script. */
export interface RagIndex extends AsyncDisposable {
  /**
   * Brings the indexes up to date. The one on disk is filled even when Chroma is gone, and the report says so.
   *
   * @throws ArtemisError `ARTEMIS_E_INDEX_PROJECT` when the project cannot be read; the signal's reason when it aborts.
   */
  index(options?: FillOptions): Promise<IndexReport>;
  /**
   * Finds what in the project bears on a question.
   *
   * @throws AllFailedError when not even the lexical index can serve; the signal's reason when it aborts.
   */
  ask(question: string, options?: AskOptions): Promise<RagAnswer>;
  /**
   * The rankings behind an answer, to see which way of finding is how good. It needs Chroma.
   *
   * @throws RagError with the reason when Chroma cannot serve.
   */
  rank(question: string, options?: Pick<AskOptions, 'signal'>): Promise<RagRankings>;
  /**
   * Remembers an accepted solution. It is kept on disk at once and is in Chroma at the latest when that is next used.
   *
   * @returns The id to forget it by. The same solution twice has the same id.
   * @throws RagError `ARTEMIS_E_RAG_LEARNING` when learning is off, or the solution is empty or too long.
   */
  remember(solution: AcceptedSolution): Promise<string>;
  /** Forgets a remembered solution: it is never retrieved again, wherever a copy may still be. Says whether there was one. */
  forget(id: string): Promise<boolean>;
  /** What is remembered. Empty when learning is off. */
  memories(): Promise<readonly Memory[]>;
  /**
   * Writes the system prompt of a role such as `developer` into Chroma; `null` deletes it, and core's own serves again.
   *
   * @throws RagError with the reason when Chroma cannot take it.
   */
  setPrompt(role: string, text: string | null, call?: Pick<CallContext, 'signal'>): Promise<void>;
  /** Lets go of everything. Closing twice is fine. */
  close(): Promise<void>;
}
