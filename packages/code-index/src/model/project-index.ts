import type { IndexedFile } from './indexed-file.ts';
import type { ProjectPackage } from './project-package.ts';
import type { SkippedPath } from './skipped-path.ts';

/** Everything known of a project. Plain JSON. */
export interface ProjectIndex {
  /** Sorted by path, by code unit. */
  readonly files: readonly IndexedFile[];
  /** False when time ran out: what is listed is right, but files are missing. */
  readonly complete: boolean;
  /** What was left out, sorted by path. Dependencies, version control and ignored files are not even listed. */
  readonly skipped: readonly SkippedPath[];
  /** Packages the project consists of, for resolving imports by package name. Sorted by folder. */
  readonly packages: readonly ProjectPackage[];
  /** Wall-clock time in milliseconds at which the scan began. Files changed around it are hashed again next time. */
  readonly scannedAtMs: number;
}
