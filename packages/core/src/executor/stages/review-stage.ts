import type { CallContext } from '../../resilience/call-context.ts';
import type { BuildReport } from '../../task/build-report.ts';
import type { ReviewReport } from '../../task/review-report.ts';
import { checkChange } from '../check-change.ts';
import { expectShape } from '../expect-shape.ts';
import type { Run } from '../run.ts';
import { whileServing } from '../while-serving.ts';

const timeoutMs = 180_000;

/** Has the changes read by somebody else than their author. It never blocks a run: the floor records that nobody did. */
export async function reviewStage(run: Run, build: BuildReport, attempt: number): Promise<ReviewReport> {
  const review = async (call: CallContext): Promise<ReviewReport> => {
    const { text: taskText, projectDir } = run.task;
    const changes = await run.workspace.changes();
    // Nobody would read what they say.
    const checks = run.components.isEnabled('review') ? await checkChange(run, { projectDir, changes }, call) : undefined;
    const request = { taskText, projectDir, changes, build, ...(checks && { checks }) };
    const ask = run.lines.open({ name: `review.${attempt}`, model: reviewerFor(run) });
    const report = await run.call(
      'review',
      (reviewer, inner) =>
        whileServing(run, inner, async (serving) =>
          expectShape('review', await reviewer.review({ ...request, ask: serving.bound(ask) }, serving.call)),
        ),
      call,
    );
    return withReason(run, report);
  };
  // Once somebody can review again, a resumed run has it reviewed.
  const report = await run.stage('review', attempt, timeoutMs, review, ({ status }) => status !== 'unreviewed');
  run.emit({ type: 'review.completed', report });
  return report;
}

/** The floor cannot know why it was asked. */
function withReason({ ledger }: Run, report: ReviewReport): ReviewReport {
  const served = ledger.servedBy('review');
  if (report.status !== 'unreviewed' || served?.rung !== 'floor') return report;
  const chosen =
    served.reason && { disabled: 'the review is switched off', 'not-installed': 'no review component is installed' }[served.reason];
  const reason = chosen ?? ledger.activeDegradation('review')?.reason;
  return reason === undefined ? report : { ...report, summary: `Nobody has reviewed the change: ${reason.replace(/\.?$/, '.')}` };
}

/** A model of another vendor than the author's is asked first, where the user has listed one: it does not share the author's blind spots. */
function reviewerFor(run: Run): string | undefined {
  const { names } = run.rules.fallback;
  const author = vendorOf(run.ledger.author ?? names[0] ?? '');
  return names.find((name) => vendorOf(name) !== author);
}

/** Names of the model list are `vendor/model`. */
const vendorOf = (name: string): string => name.slice(0, Math.max(name.indexOf('/'), 0));
