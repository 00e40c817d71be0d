import type { LedgerEntry, Step } from './ledger.ts';
import type { ProjectFiles } from './project-files.ts';
import type { RunState } from './run-state.ts';
import type { PlannedChange } from './transaction.ts';
import type { UndoReport } from './undo-report.ts';
import type { Random } from '../ports/random.ts';
import { hashAt } from './hash-at.ts';
import { runTransaction } from './transaction.ts';

/** What to reverse, and what the ledger then still lists beside what could not be reversed. */
export interface Reversal {
  readonly steps: readonly Step[];
  /** Steps of files that somebody else has written between two of ours: never touched. */
  readonly untouchable: readonly Step[];
  readonly createdFolders: LedgerEntry['createdFolders'];
  readonly entries: readonly LedgerEntry[];
  readonly remaining: readonly LedgerEntry[];
}

/** Puts the files of some steps back as they were before, all or none. Files that somebody changed since stay. */
export async function reverse(reversal: Reversal, files: ProjectFiles, state: RunState, random: Random): Promise<UndoReport> {
  const changes: PlannedChange[] = [];
  const kept: Step[] = [...reversal.untouchable];
  for (const step of reversal.steps) {
    const found = await hashAt(step.path, files);
    if (found === (step.before?.sha256 ?? null)) continue;
    if (found === step.after) changes.push(await planRestore(step, files, state));
    else kept.push(step);
  }
  const residue = kept.length === 0 ? [] : [{ steps: kept, createdFolders: reversal.createdFolders, takenBack: true }];
  const entriesAfter = (): readonly LedgerEntry[] => [...reversal.remaining, ...residue];
  await runTransaction(
    { changes, createdFolders: [], surplusFolders: reversal.createdFolders, entries: reversal.entries, entriesAfter },
    files,
    state,
    random,
  );
  return { restored: sortedPaths(changes), keptBecauseChanged: sortedPaths(kept) };
}

async function planRestore(step: Step, files: ProjectFiles, state: RunState): Promise<PlannedChange> {
  const now = await files.read(step.path);
  return {
    path: step.path,
    before: now,
    after: step.before && (await state.kept(step.before.sha256)),
    // Somebody may have made the file executable since: that is theirs to keep.
    attributes: now?.attributes ?? step.before,
  };
}

const sortedPaths = (items: readonly { readonly path: string }[]): readonly string[] => items.map(({ path }) => path).toSorted();
