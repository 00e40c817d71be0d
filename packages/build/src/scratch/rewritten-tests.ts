import { holdsTests, pathKind } from '../detect/path-kind.ts';
import type { BuildFileSystem } from './build-file-system.ts';
import { readText } from './read-text.ts';
import type { Overlay } from './scratch.ts';

/** Most files whose text is compared after a run. */
const maxCompared = 2_000;

/** What {@link rewrittenTests} compares. */
export interface ComparedCopy {
  readonly fs: BuildFileSystem;
  readonly projectDir: string;
  readonly scratchDir: string;
  readonly files: readonly string[];
  readonly overlay: Overlay;
}

/** Tests, and files that decide how they run, that are not in the copy what they were when the run began. */
export async function rewrittenTests({ fs, projectDir, scratchDir, files, overlay }: ComparedCopy): Promise<readonly string[]> {
  const guarded = files.filter((path) => overlay.get(path) !== null && (holdsTests(path) || pathKind(path) === 'config'));
  const changed: string[] = [];
  for (const path of guarded.slice(0, maxCompared)) {
    const was = overlay.get(path) ?? (await readText(fs, `${projectDir}/${path}`));
    if (was !== null && (await inCopy(fs, `${scratchDir}/${path}`)) !== was) changed.push(path);
  }
  return changed;
}

/** Generated code may have put a link in place of a file: it is not followed. */
const inCopy = async (fs: BuildFileSystem, path: string): Promise<string | null> => {
  const stat = await fs.lstat(path).catch(() => null);
  return stat?.isFile() ? readText(fs, path) : null;
};
