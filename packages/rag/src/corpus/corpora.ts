import { openParsers, type SourceParsers } from '@artemis/code-index';
import type { ContextRetriever } from '@artemis/core';
import type { RagSettings } from '../rag-settings.ts';
import { ProjectCorpus } from './project-corpus.ts';

/** Projects kept open at the same time; the one not asked for longest goes first. */
const mostProjects = 8;

/** The corpora of one plugin, shared by all who serve. */
export class Corpora {
  readonly #settings: RagSettings;
  readonly #onStale: (hits: number) => void;
  readonly #open = new Map<string, ProjectCorpus>();
  /** Threads shared by all projects; the first text starts them. */
  #parsers: SourceParsers | null = null;

  /** @param onStale - Told of hits that were dropped because the file no longer has them. Default: nobody is. */
  constructor(settings: RagSettings, onStale: (hits: number) => void = () => {}) {
    this.#settings = settings;
    this.#onStale = onStale;
  }

  /** How retrieval remembers solutions; absent while learning is off. */
  get learner(): ContextRetriever['remember'] {
    if (!this.#settings.learning) return undefined;
    return async (solution, projectDir) => void (await this.of(projectDir).memory.remember(solution));
  }

  /** The corpus of a project, opened at the first call. Nothing is read yet. */
  of(projectDir: string): ProjectCorpus {
    this.#parsers ??= openParsers();
    const corpus =
      this.#open.get(projectDir) ??
      new ProjectCorpus(projectDir, { settings: this.#settings, parsers: this.#parsers, onStale: this.#onStale });
    this.#open.delete(projectDir);
    this.#open.set(projectDir, corpus);
    for (const [oldest, unused] of this.#open) {
      if (this.#open.size <= mostProjects) break;
      void unused.close();
      this.#open.delete(oldest);
    }
    return corpus;
  }

  /** Ends what goes on in the background, and waits until it has. */
  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(open.map((corpus) => corpus.close()));
    const parsers = this.#parsers;
    this.#parsers = null;
    await parsers?.close();
  }
}
