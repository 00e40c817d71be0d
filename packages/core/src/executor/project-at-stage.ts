import type { ProjectView } from '../capability/supervision.ts';
import type { Patch } from '../task/patch.ts';
import type { Run } from './run.ts';

/**
 * The project as it was when an attempt began. A developer may have brought work to the disk and then been interrupted: shown its
 * own half-done work, it would ask other questions than before, and all its answers would be paid twice.
 */
export async function projectAtStage(run: Run, attempt: number): Promise<ProjectView> {
  const { workspace } = run;
  const changes = await workspace.changes();
  if (changes.length === 0) return workspace;
  const earlier = textsOf(await earlierPatches(run, attempt));
  const texts = new Map(changes.map(({ path, before }) => [path, earlier.has(path) ? (earlier.get(path) ?? null) : before]));
  return {
    read: async (path) => (texts.has(path) ? (texts.get(path) ?? null) : workspace.read(path)),
    list: async () => {
      const paths = (await workspace.list()).filter((path) => !texts.has(path));
      return [...paths, ...[...texts].flatMap(([path, text]) => (text === null ? [] : [path]))].toSorted();
    },
  };
}

const earlierPatches = (run: Run, attempt: number): Promise<readonly Patch[]> =>
  Promise.all(Array.from({ length: attempt - 1 }, async (_, index) => (await run.journal.recall(`stage:develop#${index + 1}`)) as Patch));

/** What each file holds after all patches; `null` for a deleted one. */
const textsOf = (patches: readonly Patch[]): ReadonlyMap<string, string | null> =>
  new Map(
    patches.flatMap(({ changes }) => changes.map((change) => [change.path, change.kind === 'write' ? change.content : null] as const)),
  );
