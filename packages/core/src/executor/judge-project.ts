import { createHash } from 'node:crypto';
import type { BuildBaseline } from '../capability/build.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { AppliedChange } from '../task/patch.ts';
import { expectShape } from './expect-shape.ts';
import type { Run } from './run.ts';

/** Runs the gate on the project as it is on the disk. The same state is judged once in a run, whoever asks for it. */
export async function judgeProject(run: Run, baseline: BuildBaseline, call: CallContext): Promise<BuildReport> {
  const { key, changes } = await presentState(run);
  if (run.journal.has(key)) return (await run.journal.recall(key)) as BuildReport;
  const report = await judge(run, baseline, changes, call);
  await run.journal.remember(key, report);
  run.judged.add(key);
  return report;
}

/**
 * Judges the project again when the gate that passed did so before the run was interrupted: what somebody else has changed since
 * is not among the changes of the run, and yet the result speaks of the project as it is.
 */
export async function confirmGate(run: Run, baseline: BuildBaseline, report: BuildReport, call: CallContext): Promise<BuildReport> {
  const { key, changes } = await presentState(run);
  return run.judged.has(key) ? report : judge(run, baseline, changes, call);
}

async function presentState(run: Run): Promise<{ readonly key: string; readonly changes: readonly AppliedChange[] }> {
  const changes = await run.workspace.changes();
  const state = changes.map(({ path, after }) => [path, after]);
  return { key: `gate:${createHash('sha256').update(JSON.stringify(state)).digest('hex')}`, changes };
}

function judge(run: Run, baseline: BuildBaseline, changes: readonly AppliedChange[], call: CallContext): Promise<BuildReport> {
  const request = { projectDir: run.task.projectDir, changes, baseline };
  return run.call('build', async (builder, inner) => expectShape('build', await builder.verify(request, inner)), call);
}
