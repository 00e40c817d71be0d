/** The project as detection sees it. */
export interface ProjectTree {
  /** Relative paths of all files, with `/`, sorted; dependencies and build products left out. */
  readonly files: readonly string[];
  /** Text of a manifest; `null` when there is none or it is too large to be one. */
  text(path: string): string | null;
  /** A TOML file as an object; `null` when there is none or it is broken. */
  table(path: string): object | null;
}

/** A folder of a {@link ProjectTree}: what a row of the tool table looks at. */
export class Folder {
  readonly dir: string;
  readonly #tree: ProjectTree;
  readonly #files: ReadonlySet<string>;

  constructor(tree: ProjectTree, dir: string, files: ReadonlySet<string> = new Set(tree.files)) {
    this.#tree = tree;
    this.dir = dir;
    this.#files = files;
  }

  /** Whether the folder itself holds a file of this name. */
  has(name: string): boolean {
    return this.#files.has(this.#path(name));
  }

  text(name: string): string | null {
    return this.has(name) ? this.#tree.text(this.#path(name)) : null;
  }

  table(name: string): object | null {
    return this.has(name) ? this.#tree.table(this.#path(name)) : null;
  }

  /** Paths of all files below the folder, relative to it. */
  below(): readonly string[] {
    if (this.dir === '') return this.#tree.files;
    const prefix = `${this.dir}/`;
    return this.#tree.files.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  }

  /** The folder above; `null` for the project itself. */
  parent(): Folder | null {
    if (this.dir === '') return null;
    return new Folder(this.#tree, this.dir.includes('/') ? this.dir.slice(0, this.dir.lastIndexOf('/')) : '', this.#files);
  }

  #path(name: string): string {
    return this.dir === '' ? name : `${this.dir}/${name}`;
  }
}
