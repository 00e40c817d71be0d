import type { Patch } from '../task/patch.ts';
import type { Run } from './run.ts';

/**
 * Where the workspace stood when an attempt began. Whatever a developer brings to the disk while it works is there until it is given
 * up, or hands over its patch.
 */
export async function beginOfAttempt(run: Run, attempt: number): Promise<number> {
  const key = `stage:develop#${attempt}:begin`;
  if (run.journal.has(key)) return (await run.journal.recall(key)) as number;
  const mark = await run.workspace.mark();
  await run.journal.remember(key, mark);
  return mark;
}

/** Takes back what developers of an attempt have left on the disk and the patch at the end does not speak of. */
export async function takeBackWork(run: Run, attempt: number, patch?: Patch): Promise<void> {
  const spokenOf = new Set(patch?.changes.map(({ path }) => path));
  await run.workspace.takeBackSince(await beginOfAttempt(run, attempt), spokenOf);
}
