import { createHash } from 'node:crypto';
import type { BuildBaseline } from '../capability/build.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { BuildReport } from '../task/build-report.ts';
import { expectShape } from './expect-shape.ts';
import type { Run } from './run.ts';

/** Runs the gate on the project as it is on the disk. The same state is judged once in a run, whoever asks for it. */
export async function judgeProject(run: Run, baseline: BuildBaseline, call: CallContext): Promise<BuildReport> {
  const changes = await run.workspace.changes();
  const state = changes.map(({ path, after }) => [path, after]);
  const key = `gate:${createHash('sha256').update(JSON.stringify(state)).digest('hex')}`;
  if (run.journal.has(key)) return run.journal.recall(key) as BuildReport;
  const request = { projectDir: run.task.projectDir, changes, baseline };
  const report = await run.call('build', async (builder, inner) => expectShape('build', await builder.verify(request, inner)), call);
  await run.journal.remember(key, report);
  return report;
}
