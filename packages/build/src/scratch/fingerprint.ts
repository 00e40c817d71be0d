import type { BuildFileSystem } from './build-file-system.ts';

/** Size and time of every file, by path. */
export type Fingerprint = ReadonlyMap<string, string>;

/** Notes what the files of a project look like from outside. */
export async function fingerprint(fs: BuildFileSystem, projectDir: string, files: readonly string[]): Promise<Fingerprint> {
  const marks = new Map<string, string>();
  for (const path of files) {
    const stat = await fs.lstat(`${projectDir}/${path}`).catch(() => null);
    if (stat) marks.set(path, `${stat.size}:${stat.mtimeMs}`);
  }
  return marks;
}

/** Paths that were made, changed or removed between two fingerprints. */
export const differences = (before: Fingerprint, after: Fingerprint): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).toSorted();
