import type { Intent, LedgerEntry, PlannedStep, Step } from './ledger.ts';
import type { SafePath } from '../guard/path-guard.ts';
import type { ProjectFiles } from '../disk/project-files.ts';
import type { FoundFile } from '../disk/read-regular-file.ts';
import type { RunState } from './run-state.ts';
import type { FileAttributes } from '../disk/write-new-file.ts';
import type { Random } from '../../ports/random.ts';
import { hashAt } from './hash-at.ts';
import { sha256 } from '../disk/sha256.ts';
import { syncFoldersOf } from '../disk/sync-folders-of.ts';
import { takeBack } from './take-back.ts';
import { takeBackFailed } from './take-back-failed.ts';
import { temporaryName } from '../disk/temporary-name.ts';
import { workspaceConflict } from './workspace-conflict.ts';

/** One file and what is to become of it. */
export interface PlannedChange {
  readonly path: SafePath;
  /** As it was found; `null` when there is no file. */
  readonly before: FoundFile | null;
  /** New bytes; `null` removes the file. */
  readonly after: Uint8Array | null;
  /** Owner and mode of the new file; `null` for what a new file gets. */
  readonly attributes: FileAttributes | null;
}

/** A set of changes that is made as a whole or not at all. */
export interface Transaction {
  readonly changes: readonly PlannedChange[];
  readonly createdFolders: readonly SafePath[];
  readonly surplusFolders: readonly SafePath[];
  /** What the ledger lists before, and what it lists once the steps are taken. */
  readonly entries: readonly LedgerEntry[];
  entriesAfter(steps: readonly Step[]): readonly LedgerEntry[];
}

/**
 * Makes all changes or none, also when the process is killed at any point:
 * before-images → intent (`staging`) → temporary files → intent (`committing`) → renames → ledger without intent.
 *
 * @returns Whether the new names are known to survive a power loss.
 * @throws ArtemisError with the first failure. The project is then as before; if that failed as well, the facts say
 * `restored: false` and the next recovery ends it.
 */
export async function runTransaction(
  transaction: Transaction,
  files: ProjectFiles,
  state: RunState,
  random: Random,
): Promise<{ readonly folderSynced: boolean }> {
  const { entries, createdFolders, surplusFolders } = transaction;
  const work: { readonly change: PlannedChange; readonly step: PlannedStep }[] = [];
  for (const change of transaction.changes) work.push({ change, step: await planStep(change, state, random) });
  const steps = work.map(({ step }) => step);
  const entriesAfter = transaction.entriesAfter(steps.map(({ path, before, after }) => ({ path, before, after })));
  const intent: Intent = { phase: 'staging', steps, createdFolders, surplusFolders, entries: entriesAfter };
  try {
    await state.writeLedger({ entries, intent });
    for (const { change, step } of work) if (change.after) await files.stage(step.path, step.temporary, change.after, change.attributes);
    await state.writeLedger({ entries, intent: { ...intent, phase: 'committing' } });
    const folderSynced = await commit(intent, files);
    await state.writeLedger({ entries: entriesAfter, intent: null });
    return { folderSynced };
  } catch (error) {
    try {
      await takeBack(intent, files, state);
    } catch (second) {
      // Written as `staging`, so that the next recovery takes back what is left. If that fails too, it may also finish: never half.
      await state.writeLedger({ entries, intent }).catch(() => undefined);
      throw takeBackFailed(error, second);
    }
    // An intent that stays by mistake does no harm: the next recovery finds every file as it was.
    await state.writeLedger({ entries, intent: null }).catch(() => undefined);
    throw error;
  }
}

async function planStep(change: PlannedChange, state: RunState, random: Random): Promise<PlannedStep> {
  const { path, before, after } = change;
  return {
    path,
    before: before && { sha256: await state.keep(before.bytes), ...before.attributes },
    after: after && sha256(after),
    temporary: temporaryName(random),
  };
}

/** Takes the steps that have not been taken yet. @returns Whether the new names are known to survive a power loss. */
export async function commit(intent: Intent, files: ProjectFiles): Promise<boolean> {
  for (const step of intent.steps) await takeStep(step, files);
  for (const folder of intent.surplusFolders.toReversed()) await files.removeFolder(folder);
  return syncFoldersOf([...intent.steps.map(({ path }) => path), ...intent.createdFolders, ...intent.surplusFolders], files);
}

async function takeStep(step: PlannedStep, files: ProjectFiles): Promise<void> {
  const found = await hashAt(step.path, files);
  // Taken already, or by somebody else in the same way: then its temporary file is left.
  if (found === step.after) return files.discard(step.path, step.temporary);
  if (found !== (step.before?.sha256 ?? null)) throw workspaceConflict(step.path, 'it was changed by another program');
  if (step.after === null) await files.remove(step.path);
  else await files.promote(step.path, step.temporary);
}
