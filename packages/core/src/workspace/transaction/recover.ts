import type { Intent } from './ledger.ts';
import type { ProjectFiles } from '../disk/project-files.ts';
import type { RunState } from './run-state.ts';
import { hashAt } from './hash-at.ts';
import { takeBack } from './take-back.ts';
import { commit } from './transaction.ts';

/** What a recovery found and did. */
export type Recovery = 'nothing' | 'rolled-forward' | 'rolled-back';

/**
 * Ends what a crash interrupted: finishes it when everything for that is there, else takes it back. Can be interrupted and repeated.
 *
 * @throws ArtemisError `ARTEMIS_E_WORKSPACE_STATE` when the record is damaged, `ARTEMIS_E_WORKSPACE_WRITE` when the disk refuses.
 */
export async function recover(files: ProjectFiles, state: RunState): Promise<Recovery> {
  const { entries, intent } = await state.readLedger();
  await state.removeLeftovers();
  if (!intent) return 'nothing';
  if (intent.phase === 'committing' && (await canFinish(intent, files))) {
    await commit(intent, files);
    await state.writeLedger({ entries: intent.entries, intent: null });
    return 'rolled-forward';
  }
  await takeBack(intent, files, state);
  await state.writeLedger({ entries, intent: null });
  return 'rolled-back';
}

/** Whether each step is either taken or can still be: its file as it was before, its new content complete. */
async function canFinish(intent: Intent, files: ProjectFiles): Promise<boolean> {
  for (const { path, before, after, temporary } of intent.steps) {
    const found = await hashAt(path, files);
    if (found === after) continue;
    if (found !== (before?.sha256 ?? null)) return false;
    if (after !== null && (await hashAt(path, files, temporary)) !== after) return false;
  }
  return true;
}
