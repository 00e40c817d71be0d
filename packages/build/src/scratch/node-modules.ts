import type { Mount } from '@artemis/process';
import type { BuildFileSystem } from './build-file-system.ts';

/** Folder inside a `node_modules` of the copy under which the real one is seen. */
const realFolder = '.artemis/node_modules';

/**
 * Stands in for a `node_modules` folder: a folder that can be written, as tools put their caches there, whose entries are links into
 * the real one, which cannot. Entries that are links themselves, such as packages of the same workspace, are copied as they are, so
 * that they lead into the copy of the project and not back to the original.
 *
 * @param seenAs - Path under which a command in the copy sees the folder.
 * @returns What has to be mounted; nothing where the real folder is linked instead.
 */
export async function arrangeNodeModules(
  fs: BuildFileSystem,
  from: string,
  seenAs: string,
  inScratch: string,
  mountable: boolean,
): Promise<Mount[]> {
  await fs.mkdir(`${inScratch}/.artemis`, { recursive: true });
  if (mountable) await fs.mkdir(`${inScratch}/${realFolder}`);
  else await fs.symlink(from, `${inScratch}/${realFolder}`);
  await linkEntries(fs, from, inScratch, '');
  return mountable ? [{ from, to: `${seenAs}/${realFolder}` }] : [];
}

/** Folders whose entries are linked one by one, because some of them may be links into the project. */
const isNamespace = (name: string): boolean => name.startsWith('@') || name === '.bin';

const caches = new Set(['.cache', '.vite', '.vite-temp', '.vitest', '.artemis']);

async function linkEntries(fs: BuildFileSystem, from: string, inScratch: string, below: string): Promise<void> {
  for (const entry of await fs.readdir(`${from}/${below}`, { withFileTypes: true })) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (caches.has(name)) continue;
    if (entry.isSymbolicLink()) await fs.symlink(await fs.readlink(`${from}/${name}`), `${inScratch}/${name}`);
    else if (entry.isDirectory() && below === '' && isNamespace(name)) {
      await fs.mkdir(`${inScratch}/${name}`);
      await linkEntries(fs, from, inScratch, name);
    } else if (entry.isFile()) await fs.copyFile(`${from}/${name}`, `${inScratch}/${name}`);
    else await fs.symlink(`${below === '' ? '' : '../'}${realFolder}/${name}`, `${inScratch}/${name}`);
  }
}
