/**
 * Why a path is not in the index:
 *
 * - `binary`, `too-large`, `minified`: what is in it is not source text a reader would want.
 * - `link`, `special`, `submodule`: it is no regular file of this project.
 * - `secret`: it may not be shown to a model.
 * - `name`: its path is longer, or stranger, than Artemis handles.
 * - `too-deep`, `unreadable`: the folder or file could not be looked into.
 * - `too-many`: the limit for files was reached; the path is the folder where the walk ended.
 * - `parser-failed`: the parser crashed or took too long for this file.
 */
export type SkipReason =
  | 'binary'
  | 'too-large'
  | 'minified'
  | 'link'
  | 'special'
  | 'submodule'
  | 'secret'
  | 'name'
  | 'too-deep'
  | 'unreadable'
  | 'too-many'
  | 'parser-failed';

/** A path that was met and left out. */
export interface SkippedPath {
  /** Relative to the project folder, with `/`; `.` for the project folder itself. */
  readonly path: string;
  readonly reason: SkipReason;
  /** Size and times of a file whose content decided: while they stay the same, it is not read again. */
  readonly stamp?: string;
}
