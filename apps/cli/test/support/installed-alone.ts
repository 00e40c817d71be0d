import { cp, mkdir, readdir, realpath, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bin } from './artemis.ts';
import type { Home } from './home.ts';

const here = dirname(dirname(bin));

/** Installs the command below a home with everything it needs but some packages of ours. @returns Path of the command. */
export async function installedWithout(home: Home, absent: readonly string[]): Promise<string> {
  const root = join(home.folder, 'installed');
  await mkdir(join(root, 'node_modules', '@artemis'), { recursive: true });
  await cp(join(here, 'package.json'), join(root, 'package.json'));
  await cp(join(here, 'dist'), join(root, 'dist'), { recursive: true });
  const names = await readdir(join(here, 'node_modules'));
  const ours = (await readdir(join(here, 'node_modules', '@artemis'))).filter((name) => !absent.includes(name));
  const linked = [...names.filter((name) => name !== '@artemis' && name !== '.bin'), ...ours.map((name) => `@artemis/${name}`)];
  for (const name of linked) await symlink(await realpath(join(here, 'node_modules', name)), join(root, 'node_modules', name));
  return join(root, 'dist', 'bin.js');
}
