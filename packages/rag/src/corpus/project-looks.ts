import { join } from 'node:path';
import { indexProject, updateIndex, type IndexProgress, type ProjectIndex, type SourceParsers } from '@artemis/code-index';
import type { RagSettings } from '../rag-settings.ts';

/** What looking at a project needs. */
export interface LooksParts {
  readonly projectDir: string;
  /** Where what was found is kept between processes. */
  readonly folder: string;
  readonly settings: RagSettings;
  readonly parsers: SourceParsers;
  /** Its abort ends a look. */
  readonly signal: AbortSignal;
}

/** Looks at the files of a project: at all of them until they were seen as a whole, and after that at what changed. */
export class ProjectLooks {
  readonly #parts: LooksParts;
  #whole: ProjectIndex | null = null;

  constructor(parts: LooksParts) {
    this.#parts = parts;
  }

  /**
   * Looks once. What it found is kept for the next.
   *
   * @param maxMs - Longest look at a project that was not seen as a whole, in milliseconds. Default: the limit of the settings.
   */
  async look(onProgress: (progress: IndexProgress) => void, maxMs?: number): Promise<ProjectIndex> {
    const { projectDir, folder, settings, parsers, signal } = this.#parts;
    const { fileSystem, clock } = settings.ports;
    const options = { projectDir, limits: settings.limits, signal, parsers, fileSystem, clock, onProgress };
    const limits = { ...settings.limits, ...(maxMs !== undefined && { maxMs }) };
    const index =
      this.#whole === null
        ? await indexProject({ ...options, limits, cacheFolder: join(folder, 'code') })
        : await updateIndex(this.#whole, options);
    if (index.complete) this.#whole = index;
    return index;
  }
}
