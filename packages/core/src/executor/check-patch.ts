import { createHash } from 'node:crypto';
import type { BuildBaseline } from '../capability/build.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { Patch } from '../task/patch.ts';
import { expectShape } from './expect-shape.ts';
import type { Run } from './run.ts';

/** Brings a developer's patch to the disk while it still works on it, and runs the gate. The same patch is checked once. */
export async function checkPatch(run: Run, baseline: BuildBaseline, patch: Patch, call: CallContext): Promise<BuildReport> {
  const key = `check:${createHash('sha256').update(JSON.stringify(patch.changes)).digest('hex')}`;
  if (run.journal.has(key)) return run.journal.recall(key) as BuildReport;
  const { refused } = await run.workspace.apply(patch);
  const request = { projectDir: run.task.projectDir, changes: await run.workspace.changes(), baseline };
  const report = await run.call('build', async (builder, inner) => expectShape('build', await builder.verify(request, inner)), call);
  // The developer can only mend what it is told of.
  const unwritten = refused.map(({ path, reason }) => `Not written: ${path}: ${reason}`);
  const told: BuildReport = unwritten.length > 0 ? { ...report, warnings: [...(report.warnings ?? []), ...unwritten] } : report;
  await run.journal.remember(key, told);
  return told;
}
