import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sourceLoader } from './source-loader.ts';

/** Whether the tests run as root. */
export const isRoot = process.getuid?.() === 0;

/** Id of a user who may do nothing in particular. */
export const nobody = 65_534;

/** Runs a module in a process of its own, as a user who is not root and with a folder for temporary files. @returns What it prints. */
export async function asOrdinaryUser(module: string, ...args: readonly string[]): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'artemis-nobody-'));
  await chmod(dir, 0o777);
  const loader = join(dir, 'loader.mjs');
  await writeFile(loader, sourceLoader);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', loader, module, ...args], {
      ...(isRoot && { uid: nobody, gid: nobody }),
      cwd: dir,
      env: { PATH: '/usr/bin:/bin', TMPDIR: dir, HOME: dir },
    });
    return stdout;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
