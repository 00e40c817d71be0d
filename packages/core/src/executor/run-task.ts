import type { Feedback } from '../capability/supervision.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { Plan } from '../task/plan.ts';
import type { ReviewReport } from '../task/review-report.ts';
import type { RunResult } from '../task/run-result.ts';
import { concludeRun } from './conclude-run.ts';
import { lockTests } from './lock-tests.ts';
import { RepairLoop } from './repair-loop.ts';
import type { Run } from './run.ts';
import { baselineStage, buildStage, lastBuild } from './stages/build-stage.ts';
import { contextStage } from './stages/context-stage.ts';
import { developStage } from './stages/develop-stage.ts';
import { planStage } from './stages/plan-stage.ts';
import { reviewStage } from './stages/review-stage.ts';
import { writeStage } from './stages/write-stage.ts';
import { callForTools } from './tools-now.ts';

/** What the stages of a run have made so far. */
export interface Work {
  approach: string;
  plan?: Plan;
  build?: BuildReport;
  /** Of the present attempt: what was said of an earlier one says nothing about this one. */
  review?: ReviewReport | undefined;
  /** Parts of the task that the present attempt has left out. */
  missing: readonly string[];
  /** Locked tests that the present attempt wanted to change. */
  lockedOut: readonly string[];
}

/** Takes a task through its stages. Every run gets a result, whatever happens on the way. */
export async function runTask(run: Run): Promise<RunResult> {
  const work: Work = { approach: '', missing: [], lockedOut: [] };
  try {
    await doStages(run, work);
    return await concludeRun(run, work);
  } catch (error) {
    return await concludeRun(run, work, error);
  }
}

async function doStages(run: Run, work: Work): Promise<void> {
  await callForTools(run);
  const baseline = await baselineStage(run);
  lockTests(run, baseline);
  const plan = await planStage(run);
  work.plan = plan;
  const context = await contextStage(run);
  const repairs = new RepairLoop(run.task.limits?.maxAttempts);
  for (let feedback: Feedback | undefined, attempt = 1; ; attempt++) {
    const patch = await developStage(run, { plan, baseline, ...context, attempt, ...(feedback && { feedback }) });
    work.approach = patch.approach;
    work.missing = patch.missing ?? [];
    const written = await writeStage(run, patch, attempt);
    work.lockedOut = written.lockedOut;
    work.build = await buildStage(run, baseline, attempt);
    work.review = work.build.status === 'failed' ? undefined : await reviewStage(run, work.build, attempt);
    feedback = repairs.next({ attempt, ...written, build: work.build, review: work.review, missing: work.missing });
    if (!feedback) break;
  }
  work.build = await lastBuild(run, baseline, work.build);
}
