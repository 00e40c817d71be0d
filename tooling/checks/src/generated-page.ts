import type { Repository } from './repository.ts';

/** A page of the documentation that is written, wholly or in part, from the code. */
export interface GeneratedPage {
  /** Path from the root. */
  readonly path: string;
  /** The page as it should be. `current` is its present text, empty when there is none. */
  render(repository: Repository, current: string): string;
}
