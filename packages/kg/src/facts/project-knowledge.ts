import { ImportResolver, TestLinker, type Breather, type IndexedFile, type ProjectIndex } from '@artemis/code-index';
import { DeclaredNames } from './declared-names.ts';
import { fileLinks, linksDigest, type FileLink } from './file-links.ts';
import type { KnownProject } from './reference-resolver.ts';

/** What of an index is new since the last time. */
export interface News {
  /** Files that are new or have other content. */
  readonly changed: readonly IndexedFile[];
  readonly removed: readonly string[];
  /** Whether imports of other files may mean something else now: files came or went, or packages changed. */
  readonly reshaped: boolean;
}

/** What is known of all files together: which names they declare, what their imports mean, what tests test. Kept up a little at a time. */
export class ProjectKnowledge implements KnownProject {
  #names = new DeclaredNames();
  readonly #links = new Map<string, readonly FileLink[]>();
  #files: ReadonlyMap<string, IndexedFile> = new Map();
  #tests: TestLinker | null = null;
  #isWhole = false;

  readonly file = (path: string): IndexedFile | undefined => this.#files.get(path);
  readonly links = (path: string): readonly FileLink[] => this.#links.get(path) ?? [];

  get names(): DeclaredNames {
    return this.#names;
  }

  get files(): Iterable<IndexedFile> {
    return this.#files.values();
  }

  /** Takes an index over. Everything of it is looked at the first time, and after that only what is new. */
  async learn(index: ProjectIndex, { changed, removed, reshaped }: News, breather: Breather): Promise<void> {
    const first = !this.#isWhole;
    this.#isWhole = false;
    if (first) this.#names = new DeclaredNames();
    for (const path of removed) this.#links.delete(path);
    for (const path of [...removed, ...changed.map((file) => file.path)]) this.#forgetNames(path);
    this.#files = new Map(index.files.map((file) => [file.path, file]));
    for (const file of first ? index.files : changed) {
      this.#names.add(file);
      await breather.breathe();
    }
    const resolver = new ImportResolver(index);
    await breather.breathe();
    for (const file of first || reshaped ? index.files : changed) {
      this.#links.set(file.path, fileLinks(resolver.linksOf(file)));
      await breather.breathe();
    }
    if (first || reshaped) this.#tests = new TestLinker(index.files);
    await breather.breathe();
    this.#isWhole = true;
  }

  /** Tells what the imports of a file mean apart. */
  linksDigest(path: string): string {
    return linksDigest(this.links(path));
  }

  /** Paths of the files a file tests. */
  testedBy(path: string): readonly string[] {
    const imported = this.links(path).map(({ to }) => to);
    return this.#tests?.linksOf(path, imported).map(({ code }) => code) ?? [];
  }

  /** Whether a file declares a name. Tests are taken to declare nothing. */
  declares(path: string, name: string): boolean {
    const file = this.#files.get(path);
    return file !== undefined && this.#names.has(file, name);
  }

  #forgetNames(path: string): void {
    const file = this.#files.get(path);
    if (file !== undefined) this.#names.remove(file);
  }
}
