import { nodeFileSystem, systemClock } from '@artemis/core';
import type { IndexOptions } from './index-options.ts';
import type { ProjectIndex } from './model/project-index.ts';
import { IndexCache } from './cache/index-cache.ts';
import { runIndex } from './run-index.ts';

/**
 * Indexes a project. With a cache folder, only what changed since the last time is read, and the result is kept there.
 *
 * @returns A partial index, `complete: false`, when `limits.maxMs` has passed. An abort rejects instead.
 * @throws ArtemisError `ARTEMIS_E_INDEX_PROJECT` when the folder cannot be read, `ARTEMIS_E_INDEX_PARSER` when the parsers are
 * broken. Nothing inside the project makes the call fail.
 */
export async function indexProject(options: IndexOptions): Promise<ProjectIndex> {
  const { cacheFolder, fileSystem = nodeFileSystem, clock = systemClock, onCacheProblem = () => undefined } = options;
  if (cacheFolder === undefined) return runIndex(options, Promise.resolve(null), null);
  const cache = new IndexCache({ folder: cacheFolder, fileSystem, clock, onProblem: onCacheProblem });
  const previous = cache.load();
  const index = await runIndex(options, previous, null);
  await cache.save(withUnseen(index, await previous));
  return index;
}

/** What a partial scan did not get to is kept: it is checked again before it is used. */
function withUnseen(index: ProjectIndex, previous: ProjectIndex | null): ProjectIndex {
  if (index.complete || previous === null) return index;
  const seen = new Set([...index.files, ...index.skipped].map(({ path }) => path));
  return {
    ...index,
    files: [...index.files, ...previous.files.filter(({ path }) => !seen.has(path))],
    packages: [
      ...index.packages,
      ...previous.packages.filter(({ folder, kind }) => !index.packages.some((each) => each.folder === folder && each.kind === kind)),
    ],
    // The oldest of both scans, as far as times of files are concerned.
    scannedAtMs: previous.scannedAtMs,
  };
}
