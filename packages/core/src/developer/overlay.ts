import { createHash } from 'node:crypto';
import type { ProjectView } from '../capability/supervision.ts';
import type { FileChange, Patch } from '../task/patch.ts';

interface Pending {
  /** Text before the first change; `null` when the file did not exist. */
  readonly original: string | null;
  /** Text now; `null` when the file is deleted. */
  current: string | null;
  /** Whether the project has been given a version of it, so that going back is a change too. */
  onDisk: boolean;
}

/** The project as it will be: what is on the disk, with the changes of a developer laid over it. It writes nothing. */
export class Overlay implements ProjectView {
  readonly #base: ProjectView;
  readonly #projectDir: string;
  readonly #pending = new Map<string, Pending>();

  /** @param projectDir - Absolute path that models may put before theirs. */
  constructor(base: ProjectView, projectDir: string) {
    this.#base = base;
    this.#projectDir = projectDir;
  }

  async read(path: string): Promise<string | null> {
    const name = this.pathOf(path);
    const pending = this.#pending.get(name);
    return pending ? pending.current : this.#base.read(name);
  }

  async list(): Promise<readonly string[]> {
    const paths = new Set(await this.#base.list());
    for (const [path, { current }] of this.#pending) {
      if (current === null) paths.delete(path);
      else paths.add(path);
    }
    return [...paths].toSorted();
  }

  /** Rejects for a path that the project refuses. */
  write(path: string, content: string): Promise<void> {
    return this.#set(path, content);
  }

  /** Rejects for a path that the project refuses. Deleting what is not there changes nothing. */
  delete(path: string): Promise<void> {
    return this.#set(path, null);
  }

  /** The path as the project names it: relative, without `./` or the project folder before it. */
  pathOf(path: string): string {
    const folder = `${this.#projectDir.replace(/\/+$/, '')}/`;
    const relative = path.startsWith(folder) ? path.slice(folder.length) : path;
    return relative.replace(/^(?:\.\/+)+/, '');
  }

  /** Whether anything differs from the project as it was. */
  get isChanged(): boolean {
    return [...this.#pending.values()].some(({ original, current }) => original !== current);
  }

  /** What stands for the state of all changes: equal texts give equal prints. */
  fingerprint(): string {
    const entries = [...this.#pending].map(([path, { current }]) => JSON.stringify([path, current])).toSorted();
    return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
  }

  /** All changes so far, in the order their files were first touched. */
  patch(approach: string): Patch {
    return { approach, changes: [...this.#pending].flatMap(([path, pending]) => changeOf(path, pending)) };
  }

  /** Says that the present patch has been brought to the disk. */
  markWritten(): void {
    for (const pending of this.#pending.values()) pending.onDisk ||= pending.original !== pending.current;
  }

  async #set(path: string, content: string | null): Promise<void> {
    const name = this.pathOf(path);
    const pending = this.#pending.get(name);
    if (pending) pending.current = content;
    else this.#pending.set(name, { original: await this.#base.read(name), current: content, onDisk: false });
  }
}

function changeOf(path: string, { original, current, onDisk }: Pending): readonly FileChange[] {
  if (current === original && !onDisk) return [];
  return [current === null ? { kind: 'delete', path } : { kind: 'write', path, content: current }];
}
