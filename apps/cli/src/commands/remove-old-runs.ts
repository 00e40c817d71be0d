import { nodeFileSystem, OldRuns, systemLocks, systemClock, type PastRun } from '@artemis/core';
import { treesDir } from '../compose/supervision-options.ts';
import type { Invocation } from '../invocation.ts';
import { plural, space } from '../render/amounts.ts';
import { openRunStore } from '../runs/stored-runs.ts';
import { good, line, type Line } from '../terminal/line.ts';

const thirtyDaysMs = 30 * 86_400_000;

/**
 * `artemis gc`: removes runs that ended long ago, and what killed ones have left of their work trees. A run that can still be gone on
 * with is never removed.
 */
export async function removeOldRuns({ terminal, options, folders }: Invocation): Promise<number> {
  const past = new OldRuns({ runs: openRunStore(folders), fileSystem: nodeFileSystem, locks: systemLocks, clock: systemClock });
  const { old, kept } = await past.find({ maxAgeMs: thirtyDaysMs, ...options.retention });
  const isTrial = options.switches.has('dryRun');
  const removed: PastRun[] = [];
  for (const run of old) if (isTrial || (await past.remove(run))) removed.push(run);
  const stay = [...kept, ...old.filter((run) => !removed.includes(run))];
  const trees = await removeLeftCopies(folders, isTrial);
  if (options.json) terminal.out.prettyJson({ ...documentOf(removed, stay, isTrial), removed_trees: trees });
  else terminal.out.print(...describe(removed, stay, isTrial), ...describeTrees(trees, isTrial));
  return 0;
}

/** What developers of killed runs have left of the projects they worked in. @returns How many copies there are. */
async function removeLeftCopies(folders: Invocation['folders'], isTrial: boolean): Promise<number> {
  const { findLeftTrees, removeLeftTrees } = await import('@artemis/supervision');
  const left = await findLeftTrees(treesDir(folders));
  if (!isTrial && left.length > 0) await removeLeftTrees(treesDir(folders));
  return left.length;
}

const bytesOf = (runs: readonly PastRun[]): number => runs.reduce((sum, { bytes }) => sum + bytes, 0);
const openOf = (runs: readonly PastRun[]): number => runs.filter(({ endedMs }) => endedMs === null).length;

const describeTrees = (trees: number, isTrial: boolean): readonly Line[] =>
  trees === 0 ? [] : [good(`${isTrial ? 'Would be removed' : 'Removed'}: ${plural(trees, 'work tree')} of killed runs`)];

const documentOf = (removed: readonly PastRun[], stay: readonly PastRun[], isTrial: boolean): object => ({
  version: 1,
  dry_run: isTrial,
  removed: removed.map(({ runId, bytes }) => ({ run_id: runId, bytes })),
  removed_bytes: bytesOf(removed),
  kept: stay.length,
  kept_open: openOf(stay),
  kept_bytes: bytesOf(stay),
});

function describe(removed: readonly PastRun[], stay: readonly PastRun[], isTrial: boolean): readonly Line[] {
  const open = openOf(stay);
  return [
    ...removed.map(({ runId, bytes }) => line(`  ${isTrial ? 'would go' : 'removed'}  ${runId}  ${space(bytes)}`)),
    line(
      `Kept: ${plural(stay.length, 'run')}, ${space(bytesOf(stay))}${open > 0 ? `; ${open} of them can be gone on with: artemis resume` : ''}`,
    ),
    good(`${isTrial ? 'Would be removed' : 'Removed'}: ${plural(removed.length, 'run')}, ${space(bytesOf(removed))}`),
  ];
}
