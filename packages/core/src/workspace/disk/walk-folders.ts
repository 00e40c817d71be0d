import type { FileSystem } from '../../ports/file-system.ts';
import type { Folder } from './folder.ts';
import type { ProjectRoot } from './project-root.ts';
import { tolerate } from './errno.ts';
import { pathRefused } from '../guard/path-guard.ts';

/** One step of a walk, before it is taken: `name` is looked for in `folder`, which is `walked` names below the project folder. */
export type BeforeStep = (folder: Folder, walked: number, name: string) => Promise<void>;

/** Makes each folder that is missing, with the mode every tool asks for. */
export const makeMissing =
  (fileSystem: FileSystem): BeforeStep =>
  async (folder, _walked, name) => {
    await tolerate(fileSystem.mkdir(folder.entry(name)), ['EEXIST'], undefined);
  };

/**
 * Walks from the project folder down along `names`, as far as there are folders, and runs `use` in the last one.
 *
 * @param use - Gets the folder and the number of names walked; the folder is closed afterwards.
 * @throws ArtemisError `ARTEMIS_E_PATH_REFUSED` when one of the names is a link.
 */
export async function walkFolders<T>(
  root: ProjectRoot,
  names: readonly string[],
  beforeStep: BeforeStep | null,
  use: (folder: Folder, walked: number) => Promise<T>,
): Promise<T> {
  let folder = await root.openFolder();
  try {
    let walked = 0;
    for (const name of names) {
      await beforeStep?.(folder, walked, name);
      const next = await folder.child(name);
      if (!next) break;
      if (next === 'link') throw pathRefused(names.slice(0, walked + 1).join('/'), 'link', 'it is a link');
      const left = folder;
      folder = next;
      await left.close();
      walked += 1;
    }
    return await use(folder, walked);
  } finally {
    await folder.close();
  }
}
