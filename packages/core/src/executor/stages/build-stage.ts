import type { BuildBaseline } from '../../capability/build.ts';
import type { BuildReport } from '../../task/build-report.ts';
import { expectShape } from '../expect-shape.ts';
import { confirmGate, judgeProject } from '../judge-project.ts';
import type { Run } from '../run.ts';

const baselineTimeoutMs = 300_000;
const verifyTimeoutMs = 900_000;

/** Looks at the project before the first change: its gate, its tests, which of them are red. */
export function baselineStage(run: Run): Promise<BuildBaseline> {
  return run.stage('baseline', 1, baselineTimeoutMs, (call) =>
    run.call('build', async (builder, inner) => expectShape('baseline', await builder.baseline(run.task.projectDir, inner)), call),
  );
}

/** Runs the project's gate on the changed project. A gate that says no is a report, not an error. */
export async function buildStage(run: Run, baseline: BuildBaseline, attempt: number): Promise<BuildReport> {
  const report = await run.stage('build', attempt, verifyTimeoutMs, (call) => judgeProject(run, baseline, call));
  run.emit({ type: 'gate.completed', report });
  return report;
}

/** Makes sure that a run which was taken up again does not end on a gate that passed before. */
export async function lastBuild(run: Run, baseline: BuildBaseline, report: BuildReport): Promise<BuildReport> {
  if (!run.resumed || report.status !== 'passed') return report;
  const now = await run.within('build', verifyTimeoutMs, (call) => confirmGate(run, baseline, report, call));
  if (now !== report) run.emit({ type: 'gate.completed', report: now });
  return now;
}
