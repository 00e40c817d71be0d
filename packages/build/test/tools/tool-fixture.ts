import type { Files } from '../build-project.ts';

/** A small project of one tool, and what makes it red and what makes it not even compile. */
export interface ToolFixture {
  readonly tool: string;
  /** Programs that must be installed. */
  readonly needs: readonly string[];
  /** Further files or folders of the machine that must be there. */
  readonly needsFiles?: readonly string[];
  readonly files: Files;
  readonly red: Files;
  readonly broken: Files;
  /** False where the runner's results can only be had as an exit code. */
  readonly reads?: false;
}
