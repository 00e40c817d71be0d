import type { IndexOptions } from './index-options.ts';
import type { ProjectIndex } from './model/project-index.ts';
import { runIndex } from './run-index.ts';

/**
 * Indexes a project. With a cache folder, only what changed since the last time is read.
 *
 * @returns A partial index, `complete: false`, when `limits.maxMs` has passed. An abort rejects instead.
 * @throws ArtemisError `ARTEMIS_E_INDEX_PROJECT` when the folder cannot be read. Nothing inside it makes the call fail.
 */
export async function indexProject(options: IndexOptions): Promise<ProjectIndex> {
  return runIndex(options, null, null);
}
