import * as promises from 'node:fs/promises';
import { homedir } from 'node:os';
import { sweepFolders, systemProcesses, type SweepFileSystem } from '@artemis/process';
import type { SupervisionOptions } from '../supervision-options.ts';
import { removeTree, treePrefix, type RemovalParts } from './remove-tree.ts';

/** Absolute paths of the trees in a folder whose process is gone: it was killed, or the machine was. Never rejects. */
export async function findLeftTrees(treesDir: string, fs: SweepFileSystem = promises): Promise<readonly string[]> {
  const left: string[] = [];
  await sweepFolders(fs, treesDir, treePrefix, async (root) => left.push(root));
  return left;
}

/** Takes them away, out of their repositories too. What cannot be taken away stays for the next time. Never rejects. */
export async function sweepTrees(parts: RemovalParts, treesDir: string): Promise<void> {
  for (const root of await findLeftTrees(treesDir, parts.fs)) await removeTree(parts, root).catch(() => {});
}

/**
 * Takes away what killed runs have left of their developers' copies, as the next run with several developers would.
 *
 * @param treesDir - Absolute path of the folder they were made in. Where there is none, there is nothing to do. Never rejects.
 */
export async function removeLeftTrees(
  treesDir: string,
  { userHome: homeDir = homedir(), searchPath }: Pick<SupervisionOptions, 'userHome' | 'searchPath'> = {},
): Promise<void> {
  const { processes, toolchain } = systemProcesses({ searchPath });
  await sweepTrees({ fs: promises, processes, toolchain, homeDir }, treesDir);
}
