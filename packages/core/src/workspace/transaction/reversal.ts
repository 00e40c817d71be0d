import type { LedgerEntry, Step } from './ledger.ts';
import type { SafePath } from '../guard/path-guard.ts';
import type { ProjectFiles } from '../disk/project-files.ts';
import type { FoundFile } from '../disk/read-regular-file.ts';
import type { RunState } from './run-state.ts';
import type { PlannedChange } from './transaction.ts';
import type { UndoReport } from '../undo-report.ts';
import type { Random } from '../../ports/random.ts';
import { hashedFileAt } from './hash-at.ts';
import { netSteps } from './net-steps.ts';
import { runTransaction } from './transaction.ts';

/**
 * Puts the files of some patches back as they were before, all or none. Files that somebody else changed stay, and stay in the ledger.
 *
 * @param except - Paths that stay as they are, and in the ledger. The report does not name them.
 */
export async function reverse(
  patches: readonly LedgerEntry[],
  entries: readonly LedgerEntry[],
  files: ProjectFiles,
  state: RunState,
  random: Random,
  except: ReadonlySet<string> = new Set(),
): Promise<UndoReport> {
  const changes: PlannedChange[] = [];
  const kept: Step[] = [];
  for (const step of netSteps(patches)) {
    if (except.has(step.path)) {
      kept.push(step);
      continue;
    }
    const { hash, file } = await hashedFileAt(step.path, files);
    if (hash === (step.before?.sha256 ?? null)) continue;
    if (hash !== step.after) kept.push(step);
    else changes.push(await planRestore(step, file, state));
  }
  const missingFolders = new Set<SafePath>();
  for (const { path, after } of changes) if (after) for (const folder of await files.missingFolders(path)) missingFolders.add(folder);
  const surplusFolders = [...new Set(patches.flatMap(({ createdFolders }) => createdFolders))].toSorted();
  const entriesAfter = (): readonly LedgerEntry[] =>
    entries.flatMap((entry) => (patches.includes(entry) ? residueOf(entry, kept) : [entry]));
  await runTransaction(
    { changes, createdFolders: [...missingFolders].toSorted(), surplusFolders, entries, entriesAfter },
    files,
    state,
    random,
  );
  return { restored: sortedPaths(changes), keptBecauseChanged: sortedPaths(kept.filter(({ path }) => !except.has(path))) };
}

/** What the ledger still lists of a patch that was taken back: its steps on files that stayed, unchanged, so that a later undo judges anew. */
function residueOf(entry: LedgerEntry, kept: readonly Step[]): readonly LedgerEntry[] {
  const steps = entry.steps.filter(({ path }) => kept.some((step) => step.path === path));
  return steps.length === 0 ? [] : [{ ...entry, steps, takenBack: true }];
}

async function planRestore(step: Step, now: FoundFile | null, state: RunState): Promise<PlannedChange> {
  return {
    path: step.path,
    before: now,
    after: step.before && (await state.kept(step.before.sha256)),
    // Somebody may have made the file executable since: that is theirs to keep.
    attributes: now?.attributes ?? step.before,
  };
}

const sortedPaths = (items: readonly { readonly path: string }[]): readonly string[] => items.map(({ path }) => path).toSorted();
