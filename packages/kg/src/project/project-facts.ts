import { indexProject, openParsers, updateIndex, type IndexProgress, type ProjectIndex, type SourceParsers } from '@artemis/code-index';
import type { Clock, FileSystem } from '@artemis/core';

/** What indexing a project for its graph needs. */
export interface FactsOptions {
  readonly projectDir: string;
  /** Folder where the index is kept for the next process; `null` to keep none. */
  readonly cacheFolder: string | null;
  readonly clock: Clock;
  readonly fileSystem: FileSystem;
  /** Ends indexing when nobody needs the graph any more. */
  readonly signal: AbortSignal;
}

/** First of the looks at a project that was never seen as a whole, in milliseconds; each further one is twice as long. What it found is kept. */
const firstLookMs = 1_500;

/** The index of a project as of the last look; the first looks read everything, later ones what changed. */
export class ProjectFacts {
  readonly #options: FactsOptions;
  /** Threads that stay for the next look; the first text starts them. */
  readonly #parsers: SourceParsers = openParsers();
  #whole: ProjectIndex | null = null;
  /** What was found of it so far, where that is kept nowhere else. */
  #partial: ProjectIndex | null = null;

  constructor(options: FactsOptions) {
    this.#options = options;
  }

  /** Looks at the project. Partial, `complete: false`, when the time has passed; the next look goes on from there. */
  async look(maxMs: number, onProgress?: (progress: IndexProgress) => void): Promise<ProjectIndex> {
    const { clock } = this.#options;
    const endMs = clock.nowMs() + maxMs;
    for (let lookMs = firstLookMs; ; lookMs *= 2) {
      const leftMs = Math.max(endMs - clock.nowMs(), 0);
      const index = await this.#lookOnce(this.#whole === null ? Math.min(lookMs, leftMs) : leftMs, onProgress);
      if (index.complete) this.#whole = index;
      else this.#partial = index;
      if (index.complete || clock.nowMs() >= endMs) return index;
    }
  }

  /** Ends the threads. */
  close(): Promise<void> {
    return this.#parsers.close();
  }

  #lookOnce(maxMs: number, onProgress?: (progress: IndexProgress) => void): Promise<ProjectIndex> {
    const { projectDir, cacheFolder, clock, fileSystem, signal } = this.#options;
    const parsers = this.#parsers;
    const options = { projectDir, clock, fileSystem, signal, parsers, limits: { maxMs }, ...(onProgress && { onProgress }) };
    if (cacheFolder !== null && this.#whole === null) return indexProject({ ...options, cacheFolder });
    const known = this.#whole ?? this.#partial;
    return known === null ? indexProject(options) : updateIndex(known, options);
  }
}
