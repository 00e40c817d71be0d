import { copyFiles } from '@artemis/process';
import type { BuildFileSystem } from './build-file-system.ts';

/** Copies a whole folder; links and special files in it are left out. */
export async function copyTree(fs: BuildFileSystem, fromDir: string, toDir: string, signal: AbortSignal): Promise<void> {
  const files: string[] = [];
  const pending = [''];
  for (let dir = pending.pop(); dir !== undefined; dir = pending.pop()) {
    await fs.mkdir(`${toDir}/${dir}`, { recursive: true, mode: 0o700 });
    for (const entry of await fs.readdir(`${fromDir}/${dir}`, { withFileTypes: true })) {
      const path = dir === '' ? entry.name : `${dir}/${entry.name}`;
      if (entry.isDirectory()) pending.push(path);
      else if (entry.isFile()) files.push(path);
    }
  }
  await copyFiles(fs, files, fromDir, toDir, signal);
}

/** Whether a folder is there and holds no more files than that. */
export async function hasFewFiles(fs: BuildFileSystem, dir: string, most: number): Promise<boolean> {
  let files = 0;
  const pending = [dir];
  for (let next = pending.pop(); next !== undefined && files <= most; next = pending.pop()) {
    const entries = await fs.readdir(next, { withFileTypes: true }).catch(() => null);
    if (entries === null) return false;
    for (const entry of entries) {
      if (entry.isDirectory()) pending.push(`${next}/${entry.name}`);
      else files += 1;
    }
  }
  return files <= most;
}
