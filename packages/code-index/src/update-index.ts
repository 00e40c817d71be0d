import type { IndexOptions } from './index-options.ts';
import type { ProjectIndex } from './model/project-index.ts';
import { runIndex } from './run-index.ts';

/** What updating an index needs to know. */
export interface UpdateOptions extends Omit<IndexOptions, 'cacheFolder' | 'onCacheProblem'> {
  /** Files and folders that may have changed, relative to the project folder: the disk is asked only about those, and about new files. Default: about all. */
  readonly changedPaths?: readonly string[];
}

/**
 * The index of the project as it is now, going on from an earlier one of the same project: a file is read when its size, times or
 * identity changed, and parsed when its content did. The earlier index stays as it is.
 *
 * @returns The same index a full run would make. Partial, `complete: false`, when `limits.maxMs` has passed. An abort rejects.
 * @throws ArtemisError `ARTEMIS_E_INDEX_PROJECT` when the folder cannot be read.
 */
export function updateIndex(index: ProjectIndex, options: UpdateOptions): Promise<ProjectIndex> {
  return runIndex(options, Promise.resolve(index), options.changedPaths ?? null);
}
