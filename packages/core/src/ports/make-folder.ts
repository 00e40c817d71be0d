import { dirname } from 'node:path';
import type { FileSystem } from './file-system.ts';

/**
 * Makes a folder and those above it that are missing. Node's own `recursive` never settles where a disk answers ENOENT for a
 * folder whose parent is there, as automounts and `/proc` do.
 *
 * @returns Whether it was not there before.
 * @throws The system's error.
 */
export async function makeFolder(fileSystem: FileSystem, path: string, mode: number): Promise<boolean> {
  const first = await attempt(fileSystem, path, mode);
  if (first === undefined) return true;
  if (codeOf(first) === 'EEXIST' && (await fileSystem.stat(path)).isDirectory()) return false;
  const above = dirname(path);
  if (codeOf(first) !== 'ENOENT' || above === path) throw first;
  await makeFolder(fileSystem, above, mode);
  const second = await attempt(fileSystem, path, mode);
  // Another process may have made it meanwhile.
  if (second !== undefined && codeOf(second) !== 'EEXIST') throw second;
  return second === undefined;
}

const attempt = (fileSystem: FileSystem, path: string, mode: number): Promise<Error | undefined> =>
  fileSystem.mkdir(path, { mode }).then(
    () => undefined,
    (error: Error) => error,
  );

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
