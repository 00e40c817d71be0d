import type { BuildReport } from '../../task/build-report.ts';
import type { ReviewReport } from '../../task/review-report.ts';
import { expectShape } from '../expect-shape.ts';
import type { Run } from '../run.ts';
import { whileServing } from '../while-serving.ts';

const timeoutMs = 180_000;

/** Has the changes read by somebody else than their author. It never blocks a run: the floor records that nobody did. */
export async function reviewStage(run: Run, build: BuildReport, attempt: number): Promise<ReviewReport> {
  const report = await run.stage('review', attempt, timeoutMs, async (call) => {
    const { text: taskText, projectDir } = run.task;
    const request = { taskText, projectDir, changes: await run.workspace.changes(), build };
    return run.call(
      'review',
      (reviewer, inner) =>
        whileServing(run, inner, async (serving) =>
          expectShape('review', await reviewer.review({ ...request, ask: serving.bound(run.ask) }, serving.call)),
        ),
      call,
    );
  });
  run.emit({ type: 'review.completed', report });
  return report;
}
