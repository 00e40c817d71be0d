import type { Intent, PlannedStep } from './ledger.ts';
import type { ProjectFiles } from '../disk/project-files.ts';
import type { RunState } from './run-state.ts';
import { hashAt } from './hash-at.ts';
import { syncFoldersOf } from '../disk/sync-folders-of.ts';

/** Puts every file of an intent back as it was and removes its temporary files. What somebody else wrote meanwhile stays. Can be repeated. */
export async function takeBack(intent: Intent, files: ProjectFiles, state: RunState): Promise<void> {
  for (const step of intent.steps.toReversed()) {
    await files.discard(step.path, step.temporary);
    if ((await hashAt(step.path, files)) === step.after) await restore(step, files, state);
  }
  for (const folder of intent.createdFolders.toReversed()) await files.removeFolder(folder);
  await syncFoldersOf([...intent.steps.map(({ path }) => path), ...intent.createdFolders], files);
}

async function restore(step: PlannedStep, files: ProjectFiles, state: RunState): Promise<void> {
  if (step.before === null) return files.remove(step.path);
  // Under the name the intent knows: if this is interrupted, the next recovery removes it.
  await files.stage(step.path, step.temporary, await state.kept(step.before.sha256), step.before);
  await files.promote(step.path, step.temporary);
}
