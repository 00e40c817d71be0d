import type { AskModel } from '../capability/llm.ts';
import type { ReviewRequest } from '../capability/review.ts';
import type { ComponentRegistry } from '../component/component-registry.ts';
import { Budget } from '../llm/budget.ts';
import type { Clock } from '../ports/clock.ts';
import { Deadline } from '../resilience/deadline.ts';
import type { Outcome } from '../task/outcome.ts';
import type { ReviewReport } from '../task/review-report.ts';
import type { Cost } from '../task/run-result.ts';
import type { TaskLimits } from '../task/task.ts';
import { checkChange } from './check-change.ts';
import { checkLimits } from './check-task.ts';
import { expectShape } from './expect-shape.ts';

/** A change that is to be read outside of any run. */
export interface ChangeToReview extends Pick<ReviewRequest, 'projectDir' | 'changes'> {
  /** What the change is for, in words. Default: nothing is said of it. */
  readonly text?: string;
  /** What the gate of the project says of it. Default: that none ran. */
  readonly build?: ReviewRequest['build'];
  /** Whether the project's own compiler and linters are run, where a builder is there that can. Default: false. */
  readonly withChecks?: boolean;
  /** What the review may use. Default: 180 000 ms, and no other limit. */
  readonly limits?: TaskLimits;
}

/** A report on a change, who made it, and what models were asked for it. */
export interface ChangeReview extends Outcome<ReviewReport> {
  readonly cost: Cost;
}

const defaultTimeoutMs = 180_000;
const nothingSpent: Cost = { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 };
const notBuilt: ReviewRequest['build'] = {
  status: 'not-built',
  summary: 'No gate ran.',
  evidence: { kind: 'none', detail: 'Nothing was executed.' },
  durationMs: 0,
};

/** Has a change reviewed as the stage of a run would, but keeps nothing of it. @throws The reason of `signal` when it is aborted. */
export async function reviewChange(
  host: { readonly components: ComponentRegistry; readonly clock: Clock },
  { text = '', projectDir, changes, build = notBuilt, withChecks = false, limits = {} }: ChangeToReview,
  signal?: AbortSignal,
): Promise<ChangeReview> {
  checkLimits(limits);
  const { components, clock } = host;
  const budget = new Budget(limits, nothingSpent);
  using deadline = Deadline.start({
    clock,
    label: 'review',
    timeoutMs: limits.timeoutMs ?? defaultTimeoutMs,
    ...(signal && { signal }),
  });
  const checks = withChecks ? await checkChange(host, { projectDir, changes }, deadline) : undefined;
  const request = { taskText: text, projectDir, changes, build, ...(checks && { checks }), ask: within(budget, components) };
  const outcome = await components.call(
    'review',
    async (reviewer, call) => expectShape('review', await reviewer.review(request, call)),
    deadline,
  );
  return { ...outcome, cost: budget.spent };
}

const within =
  (budget: Budget, components: ComponentRegistry): AskModel =>
  async (question, call) => {
    const { value } = await components.call(
      'llm',
      async (llm, inner) => {
        const reservation = budget.reserve(question, llm.price);
        try {
          const answer = await llm.complete(question, inner);
          reservation.settle(answer.usage);
          return answer;
        } finally {
          // After an answer this does nothing; a call that was given up is charged by the vendor all the same.
          if (inner.signal.aborted) reservation.abandon();
          else reservation.release();
        }
      },
      call,
    );
    return value;
  };
