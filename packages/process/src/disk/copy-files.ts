import { constants } from 'node:fs';
import type { CopyFileSystem } from './copy-file-system.ts';

const copiesAtOnce = 16;

/** Copies files with their times, as build tools compare them. The folders must exist. @throws The reason of `signal` when it is aborted. */
export async function copyFiles(
  fs: CopyFileSystem,
  paths: readonly string[],
  fromDir: string,
  toDir: string,
  signal: AbortSignal,
): Promise<void> {
  const queue = paths.values();
  const worker = async (): Promise<void> => {
    for (const path of queue) {
      signal.throwIfAborted();
      await copyOne(fs, `${fromDir}/${path}`, `${toDir}/${path}`);
    }
  };
  await Promise.all(Array.from({ length: copiesAtOnce }, worker));
}

async function copyOne(fs: CopyFileSystem, from: string, to: string): Promise<void> {
  await fs.copyFile(from, to, constants.COPYFILE_FICLONE);
  const { atime, mtime } = await fs.stat(from);
  await fs.utimes(to, atime, mtime);
}
