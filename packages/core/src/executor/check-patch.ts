import type { BuildBaseline } from '../capability/build.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { Patch } from '../task/patch.ts';
import { changedFile } from './changed-file.ts';
import { judgeProject } from './judge-project.ts';
import type { Run } from './run.ts';
import { withUnwritten } from './with-unwritten.ts';

/** Brings a developer's patch to the disk while it still works on it, and runs the gate. */
export async function checkPatch(run: Run, baseline: BuildBaseline, patch: Patch, call: CallContext): Promise<BuildReport> {
  const { changes, refused } = await run.workspace.apply(patch);
  for (const change of changes) run.emit({ type: 'file.changed', file: changedFile(change) });
  return withUnwritten(await judgeProject(run, baseline, call), refused);
}
