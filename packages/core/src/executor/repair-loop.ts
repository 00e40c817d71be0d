import type { Feedback } from '../capability/supervision.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { ReviewReport } from '../task/review-report.ts';
import { failureSignature } from '../text/failure-signature.ts';

/** How an attempt ended. */
export interface AttemptEnd {
  readonly attempt: number;
  /** Why nothing could be written; `null` when something was. */
  readonly refusal: string | null;
  /** Changes that were left out, one line each. Default: none. */
  readonly unwritten?: readonly string[];
  /** Locked tests among them. Default: none. */
  readonly lockedOut?: readonly string[];
  readonly build: BuildReport;
  readonly review: ReviewReport | undefined;
  /** Parts of the task that were left out. Default: none. */
  readonly missing?: readonly string[];
}

const defaultMaxAttempts = 3;

/** Decides whether the developer gets another try, and what it is told. A failure that repeats itself ends the loop. */
export class RepairLoop {
  readonly #maxAttempts: number;
  readonly #seen = new Set<string>();
  #reviewed = false;

  constructor(maxAttempts: number = defaultMaxAttempts) {
    this.#maxAttempts = maxAttempts;
  }

  /** @returns What the next attempt is told; `undefined` when there shall be none. */
  next(end: AttemptEnd): Feedback | undefined {
    if (end.attempt >= this.#maxAttempts) return undefined;
    const feedback = this.#feedback(end);
    const signature = feedback && failureSignature(feedback.reason);
    if (signature === undefined || this.#seen.has(signature)) return undefined;
    this.#seen.add(signature);
    return feedback;
  }

  #feedback({ refusal, unwritten = [], lockedOut = [], build, review, missing = [] }: AttemptEnd): Feedback | undefined {
    const leftOut = `These changes were not written:\n${unwritten.join('\n')}`;
    if (refusal !== null) return { reason: `Nothing was written.\n${refusal}` };
    if (build.status === 'failed')
      return { reason: `${build.summary}\n${build.output ?? ''}${unwritten.length > 0 ? `\n${leftOut}` : ''}`, build };
    if (lockedOut.length > 0 && build.status !== 'passed') return { reason: leftOut };
    if (missing.length > 0)
      return {
        reason: `What is there is right so far. These parts of the task are still missing:\n${missing.map((part) => `- ${part}`).join('\n')}`,
      };
    if (review?.status !== 'changes-requested' || this.#reviewed) return undefined;
    this.#reviewed = true;
    const blocking = review.findings.filter(({ severity }) => severity === 'blocking');
    return { reason: blocking.map(({ path, line, message }) => `${path}:${line} ${message}`).join('\n'), review };
  }
}
