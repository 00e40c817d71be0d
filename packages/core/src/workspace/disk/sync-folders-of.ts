import type { SafePath } from '../guard/path-guard.ts';
import type { ProjectFiles } from './project-files.ts';
import { splitPath } from '../guard/path-guard.ts';

/** Makes the names of all these paths durable, each folder once. False when the file system cannot for one of them. */
export async function syncFoldersOf(paths: readonly SafePath[], files: ProjectFiles): Promise<boolean> {
  const onePerFolder = new Map(paths.map((path) => [splitPath(path).folders.join('/'), path]));
  let synced = true;
  for (const path of onePerFolder.values()) synced = (await files.syncFolderOf(path)) && synced;
  return synced;
}
