import type { SkippedPath } from '../model/skipped-path.ts';

/** Files of a project, before anybody looked into them. */
export interface Listing {
  /** Relative paths with `/`, sorted by code unit, each once. */
  readonly paths: readonly string[];
  readonly skipped: readonly SkippedPath[];
  /** False when time ran out. */
  readonly complete: boolean;
}
