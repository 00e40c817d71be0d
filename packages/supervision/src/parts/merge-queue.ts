import type { BuildReport, CallContext, DevelopRequest, FileChange, Patch, ProjectView } from '@artemis/core';

/** What became of a part that was to be joined with the others. */
export type Merge =
  | { readonly kind: 'merged'; readonly report: BuildReport }
  /** The gate says no to all of it together. The part is taken out again. */
  | { readonly kind: 'broken'; readonly report: BuildReport };

/** Joins parts one by one in a copy of their own, and runs the gate after each: what is right alone may be wrong together. */
export class MergeQueue {
  readonly #branch: Pick<DevelopRequest, 'check'>;
  readonly #project: ProjectView;
  readonly #merged = new Map<string, FileChange>();
  /** Paths where the copy still holds what was taken out again. */
  readonly #leftOver = new Set<string>();

  /**
   * @param branch - Brings patches to the copy and judges it.
   * @param project - The project before anybody has changed it.
   */
  constructor(branch: Pick<DevelopRequest, 'check'>, project: ProjectView) {
    this.#branch = branch;
    this.#project = project;
  }

  /** Everything that was joined so far. */
  get changes(): readonly FileChange[] {
    return [...this.#merged.values()];
  }

  /** Paths that a part, made without knowing of the others, writes otherwise than they do. */
  conflicts({ changes }: Patch): readonly string[] {
    return changes
      .filter((change) => this.#merged.has(change.path) && !isSame(this.#merged.get(change.path), change))
      .map(({ path }) => path);
  }

  /** Joins a part with those that are joined already, where the gate lets it. */
  async merge({ changes }: Patch, call: CallContext): Promise<Merge> {
    const together = new Map([...this.#merged, ...changes.map((change) => [change.path, change] as const)]);
    const restored = await Promise.all([...this.#leftOver].filter((path) => !together.has(path)).map((path) => this.#original(path)));
    const report = await this.#branch.check({ approach: 'Parts joined.', changes: [...restored, ...together.values()] }, call);
    for (const { path } of restored) this.#leftOver.delete(path);
    if (report.status === 'failed') {
      for (const { path } of changes) this.#leftOver.add(path);
      return { kind: 'broken', report };
    }
    for (const change of changes) this.#merged.set(change.path, change);
    return { kind: 'merged', report };
  }

  async #original(path: string): Promise<FileChange> {
    const content = await this.#project.read(path).catch(() => null);
    return content === null ? { kind: 'delete', path } : { kind: 'write', path, content };
  }
}

const isSame = (one: FileChange | undefined, other: FileChange): boolean => JSON.stringify(one) === JSON.stringify(other);
