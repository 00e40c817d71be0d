/** What tells how imports in a part of the project are to be read: a workspace package, a Go module, the path aliases of a `tsconfig.json`. */
export interface ProjectPackage {
  /** How imports name it; empty for aliases. */
  readonly name: string;
  /** Relative to the project folder; empty for the project folder itself. */
  readonly folder: string;
  readonly kind: 'npm' | 'go' | 'aliases';
  /** Path of the file that says so. */
  readonly manifest: string;
  /**
   * Files an import may mean, best first, relative to `folder`. By what stands below the package (`{ '.': ['src/index.ts'] }`) or
   * after a `#`; of aliases by pattern (`{ '@/*': ['src/*'] }`).
   */
  readonly entries: Readonly<Record<string, readonly string[]>>;
  /** Of aliases: the manifest whose aliases hold where these say nothing, as far as it is in the project. */
  readonly parent?: string;
}
