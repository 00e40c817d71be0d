import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { ArtemisError } from '@artemis/core';

/**
 * A folder in the one that is served, with links followed.
 *
 * @throws ArtemisError `ARTEMIS_E_USAGE` when it is not there, or lies outside.
 */
export async function folderInside(served: string, folder: string): Promise<string> {
  const root = await realpath(served);
  const wanted = await realpath(resolve(root, folder)).catch(() => null);
  if (wanted !== null && isInside(root, wanted)) return wanted;
  throw new ArtemisError('ARTEMIS_E_USAGE', `"${folder.slice(0, 200)}" is no folder inside ${root}.`, {
    hint: 'Tasks are done only in the folder that is served, and below it.',
  });
}

/** Whether a path is a folder, or lies in it. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
