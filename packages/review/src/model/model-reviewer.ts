import { askStructured, sanitizeLine, type CallContext, type Reviewer, type ReviewReport, type ReviewRequest } from '@artemis/core';
import { compareChanges } from '../diff/compare-changes.ts';
import type { FileDiff } from '../diff/file-diff.ts';
import { makeReport } from '../report/make-report.ts';
import type { ReviewOptions } from '../review-options.ts';
import { findByRules } from '../rules/find-by-rules.ts';
import { checkRemarks } from '../rules/find-check-remarks.ts';
import { lenientFindings, strictFindings, type ReadFindings } from './findings-schema.ts';
import { placeFindings } from './place-findings.ts';
import { reviewRequest } from './review-request.ts';
import { showChange } from './show-change.ts';

const defaultShownChars = 60_000;
/** Findings of a model that are kept, worst first. */
const mostFindings = 25;
const severities = ['blocking', 'warning', 'note'] as const;

/** Reviews by a model and by the rules together: what rules see, no model can talk away. */
export class ModelReviewer implements Reviewer {
  readonly #options: ReviewOptions;

  constructor(options: ReviewOptions) {
    this.#options = options;
  }

  /** @throws ArtemisError `ARTEMIS_E_INVALID_ANSWER`, or whatever asking throws, when the model does not review. */
  async review(request: ReviewRequest, call: CallContext): Promise<ReviewReport> {
    const diffs = compareChanges(request.changes);
    const byRules = findByRules(diffs, this.#options, request.checks);
    const { text, left } = showChange(diffs, this.#options.maxShownChars ?? defaultShownChars);
    const ran = checkRemarks(request.checks);
    if (text === '')
      return makeReport(diffs, byRules, 'Rules', [leftRemark(left), 'Nothing was left to show to a model.', ...ran].filter(Boolean));
    const { model, read } = await this.#ask(request, text, call);
    return this.#report({ diffs, byRules, left, ran, model, read });
  }

  async #ask(
    { ask, taskText, build }: ReviewRequest,
    shownChange: string,
    call: CallContext,
  ): Promise<{ model: string; read: ReadFindings }> {
    let model = '';
    const { value } = await askStructured({
      ask: async (question, inner) => {
        const answer = await ask(question, inner);
        model = sanitizeLine(answer.model, 60) || 'A model';
        return answer;
      },
      request: reviewRequest(taskText, build, shownChange),
      schema: async () => strictFindings,
      lenientSchema: async () => lenientFindings,
      call,
    });
    return { model, read: value };
  }

  #report({ diffs, byRules, left, ran, model, read }: Reviewed): ReviewReport {
    const { findings, moved, dropped } = placeFindings(read.findings, diffs);
    const kept = severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity)).slice(0, mostFindings);
    const blocked = new Set(byRules.filter(({ severity }) => severity === 'blocking').map(({ path, line }) => `${path}:${line}`));
    const further = kept.filter(({ path, line }) => !blocked.has(`${path}:${line}`));
    const remarks = [
      countRemark(dropped, 'of the model was dropped: it is', 'of the model were dropped: they are', 'not about lines that changed.'),
      countRemark(moved, 'was moved to the line it quotes', 'were moved to the lines they quote', ''),
      countRemark(
        read.unreadable + findings.length - kept.length,
        'was left out as unreadable or one too many',
        'were left out as unreadable or too many',
        '',
      ),
      leftRemark(left),
      ...ran,
    ];
    return makeReport(diffs, [...byRules, ...further], `${model} and rules`, remarks.filter(Boolean));
  }
}

interface Reviewed {
  readonly diffs: readonly FileDiff[];
  readonly byRules: ReturnType<typeof findByRules>;
  readonly left: readonly string[];
  /** What ran of the project's own checks, and what did not. */
  readonly ran: readonly string[];
  readonly model: string;
  readonly read: ReadFindings;
}

function countRemark(count: number, one: string, several: string, rest: string): string {
  if (count === 0) return '';
  return `${count} ${count === 1 ? `finding ${one}` : `findings ${several}`} ${rest}`.trim().replace(/\.?$/, '.');
}

const leftRemark = (left: readonly string[]): string =>
  left.length === 0
    ? ''
    : `No model was shown ${left.length} of the files, as they are too long, generated, or hold secrets by their name.`;
