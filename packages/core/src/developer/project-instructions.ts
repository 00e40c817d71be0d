import type { ProjectView } from '../capability/supervision.ts';
import { capText } from './cap-text.ts';
import { quote } from './quote.ts';

const fileName = 'AGENTS.md';
const maxChars = 6_000;

/** What the project tells agents in its `AGENTS.md` files. The nearest one counts for a file; each is shown once. */
export class ProjectInstructions {
  readonly #project: ProjectView;
  readonly #folders: ReadonlySet<string>;
  readonly #shown = new Set<string>();

  /** @param paths - All files of the project. */
  constructor(project: ProjectView, paths: readonly string[]) {
    this.#project = project;
    this.#folders = new Set(paths.filter((path) => path === fileName || path.endsWith(`/${fileName}`)).map(folderOf));
  }

  /** The instructions that count for a file and have not been shown, as quoted data; `null` when there are none. */
  async newFor(path: string): Promise<string | null> {
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      if (this.#folders.has(folder)) return this.#show(folder);
      if (folder === '') return null;
    }
  }

  async #show(folder: string): Promise<string | null> {
    if (this.#shown.has(folder)) return null;
    this.#shown.add(folder);
    const path = folder === '' ? fileName : `${folder}/${fileName}`;
    const text = await this.#project.read(path).catch(() => null);
    return text === null || text.trim() === '' ? null : quote(path, capText(text, maxChars));
  }
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
