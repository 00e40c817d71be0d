import type { BuildFileSystem } from './build-file-system.ts';

/** Longest file that is read as a text, in bytes: manifests and tests are shorter. */
const maxBytes = 1024 ** 2;

/** Text of a file; `null` when it cannot be read or is too long. */
export async function readText(fs: BuildFileSystem, path: string): Promise<string | null> {
  try {
    const { size } = await fs.stat(path);
    return size <= maxBytes ? await fs.readFile(path, 'utf8') : null;
  } catch {
    return null;
  }
}
