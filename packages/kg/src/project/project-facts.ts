import { indexProject, openParsers, updateIndex, type IndexProgress, type ProjectIndex, type SourceParsers } from '@artemis/code-index';
import type { Clock, FileSystem } from '@artemis/core';

/** What indexing a project for its graph needs. */
export interface FactsOptions {
  readonly projectDir: string;
  /** Folder where the index of the first look is kept for the next process; `null` to keep none. */
  readonly cacheFolder: string | null;
  readonly maxIndexMs: number;
  readonly clock: Clock;
  readonly fileSystem: FileSystem;
  /** Ends indexing when nobody needs the graph any more. */
  readonly signal: AbortSignal;
}

/** The index of a project as of the last look; the first look reads everything, later ones what changed. */
export class ProjectFacts {
  readonly #options: FactsOptions;
  /** Threads that stay for the next look; the first text starts them. */
  readonly #parsers: SourceParsers = openParsers();
  #index: ProjectIndex | null = null;

  constructor(options: FactsOptions) {
    this.#options = options;
  }

  /** Looks at the project. Partial, `complete: false`, when the time has passed. */
  async look(onProgress?: (progress: IndexProgress) => void): Promise<ProjectIndex> {
    const { projectDir, cacheFolder, maxIndexMs, clock, fileSystem, signal } = this.#options;
    const parsers = this.#parsers;
    const options = { projectDir, clock, fileSystem, signal, parsers, limits: { maxMs: maxIndexMs }, ...(onProgress && { onProgress }) };
    this.#index =
      this.#index === null
        ? await indexProject({ ...options, ...(cacheFolder !== null && { cacheFolder }) })
        : await updateIndex(this.#index, options);
    return this.#index;
  }

  /** Ends the threads. */
  close(): Promise<void> {
    return this.#parsers.close();
  }
}
