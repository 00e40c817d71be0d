import { isAbsolute } from 'node:path';
import { ArtemisError, Deadline, nodeFileSystem, systemClock, type FileSystem } from '@artemis/core';
import type { IndexOptions } from './index-options.ts';
import type { ProjectIndex } from './model/project-index.ts';
import { completeLimits } from './index-limits.ts';
import { openParsers } from './parse/open-parsers.ts';
import { scanProject } from './scan/scan-project.ts';

/** Scans a project with the options of a caller, going on from an earlier index, which may still be on its way. */
export async function runIndex(
  options: IndexOptions,
  previous: Promise<ProjectIndex | null>,
  changedPaths: readonly string[] | null,
): Promise<ProjectIndex> {
  const { fileSystem = nodeFileSystem, clock = systemClock, signal, onProgress = () => undefined } = options;
  signal?.throwIfAborted();
  const limits = completeLimits(options.limits);
  const endMs = clock.nowMs() + limits.maxMs;
  const root = await projectRoot(options.projectDir, fileSystem);
  const parsers = options.parsers ?? openParsers();
  using deadline = Deadline.start({ label: 'index', clock, timeoutMs: Math.max(endMs - clock.nowMs(), 0), ...(signal && { signal }) });
  try {
    return await scanProject({ root, limits, fileSystem, clock, endMs, signal, deadline, previous, changedPaths, parsers, onProgress });
  } finally {
    if (options.parsers === undefined) await parsers.close();
  }
}

async function projectRoot(projectDir: string, fileSystem: FileSystem): Promise<string> {
  let cause: unknown;
  try {
    const root = await fileSystem.realpath(projectDir);
    if (isAbsolute(projectDir) && (await fileSystem.stat(root)).isDirectory()) return root;
  } catch (error) {
    cause = error;
  }
  throw new ArtemisError('ARTEMIS_E_INDEX_PROJECT', `"${projectDir}" is not the absolute path of a folder that can be read.`, {
    hint: 'Name an existing project folder by its absolute path.',
    cause,
    facts: { projectDir },
  });
}
