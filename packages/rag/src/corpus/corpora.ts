import type { RagSettings } from '../rag-settings.ts';
import { ProjectCorpus } from './project-corpus.ts';

/** Projects kept open at the same time; the one not asked for longest goes first. */
const mostProjects = 8;

/** The corpora of one plugin, shared by all who serve. */
export class Corpora {
  readonly #settings: RagSettings;
  readonly #open = new Map<string, ProjectCorpus>();

  constructor(settings: RagSettings) {
    this.#settings = settings;
  }

  /** The corpus of a project, opened at the first call. Nothing is read yet. */
  of(projectDir: string): ProjectCorpus {
    const corpus = this.#open.get(projectDir) ?? new ProjectCorpus(projectDir, this.#settings);
    this.#open.delete(projectDir);
    this.#open.set(projectDir, corpus);
    for (const [oldest, unused] of this.#open) {
      if (this.#open.size <= mostProjects) break;
      unused.close();
      this.#open.delete(oldest);
    }
    return corpus;
  }

  /** Ends what goes on in the background. */
  close(): void {
    for (const corpus of this.#open.values()) corpus.close();
    this.#open.clear();
  }
}
