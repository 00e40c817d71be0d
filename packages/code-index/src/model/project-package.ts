/** A package inside the project: a workspace package, a Go module. */
export interface ProjectPackage {
  /** How imports name it. */
  readonly name: string;
  /** Relative to the project folder; empty for the project folder itself. */
  readonly folder: string;
  readonly kind: 'npm' | 'go';
  /** Files an import of the package or of a path below it may mean, best first: `{ '.': ['src/index.ts'] }`. Relative to `folder`. */
  readonly entries: Readonly<Record<string, readonly string[]>>;
}
