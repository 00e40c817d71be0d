import { sanitizeLine, type Degradation, type RunResult, type RunStatus } from '@artemis/core';
import { line, type Line, type Tone } from '../terminal/line.ts';
import { endedEarly } from '../runs/stored-runs.ts';
import { brief } from './brief.ts';
import { count, dollars, duration, plural } from './amounts.ts';
import { renderFailure } from './render-failure.ts';
import { testCounts } from './render-gate.ts';

const words: Readonly<Record<RunStatus, { readonly text: string; readonly tone: Tone }>> = {
  succeeded: { text: 'ok Done: succeeded', tone: 'good' },
  unverified: { text: '! Done, but unverified', tone: 'warning' },
  failed: { text: 'x Not done: failed', tone: 'bad' },
  deferred: { text: '! Saved for later: deferred', tone: 'warning' },
  cancelled: { text: '! Stopped: cancelled', tone: 'warning' },
  refused: { text: 'x Stopped for safety: refused', tone: 'bad' },
};

/** How a run ended: its status, what it changed and cost, what was degraded, and what can be done next. */
export function renderSummary(result: RunResult, command: string): readonly Line[] {
  const { text, tone } = words[result.status];
  return [
    line(''),
    ...(result.error ? renderFailure(result.error, command) : []),
    line(
      [`${text} in ${duration(result.durationMs)}`, changes(result), tests(result), spent(result)]
        .filter((part) => part !== '')
        .join('   '),
      tone,
    ),
    ...reasons(result),
    ...result.degraded.map(renderDegradation),
    ...nextSteps(result, command),
  ];
}

function renderDegradation({ component, from, fallback, reason }: Degradation): Line {
  const what = component === from ? 'not used' : `${sanitizeLine(fallback)} served instead of ${sanitizeLine(from)}`;
  return line(`Degraded: ${sanitizeLine(component)}: ${what} (${brief(reason)})`, 'warning');
}

function changes({ files }: RunResult): string {
  if (files.length === 0) return 'no file changed';
  const added = files.reduce((sum, file) => sum + file.addedLines, 0);
  const removed = files.reduce((sum, file) => sum + file.removedLines, 0);
  return `${plural(files.length, 'file')} +${added}${removed > 0 ? ` -${removed}` : ''}`;
}

const tests = ({ build }: RunResult): string => (build?.tests && build.tests.length > 0 ? `tests ${testCounts(build.tests)}` : '');

function spent({ cost }: RunResult): string {
  if (cost.calls === 0) return '';
  const money = !cost.usd ? '' : `${dollars(cost.usd)}, `;
  return `${money}${plural(cost.calls, 'model call')} (${count(cost.inputTokens)} in, ${count(cost.outputTokens)} out)`;
}

/** Why the status is not better, where the error does not say it. */
function reasons(result: RunResult): readonly Line[] {
  const { status, build, error } = result;
  const why =
    error || status === 'succeeded' || !build
      ? []
      : [line(`  why: ${sanitizeLine(build.status === 'passed' ? build.evidence.detail : build.summary, 300)}`, 'faint')];
  return [...why, ...reviewed(result)];
}

/** What the review still wants, or why there was none although somebody should have reviewed. */
function reviewed({ review, served, error }: RunResult): readonly Line[] {
  // The error says it already.
  if (!review || review.status === 'approved' || error?.code === 'ARTEMIS_E_NOT_APPROVED') return [];
  const isMissed = !served.some(({ capability, reason }) => capability === 'review' && reason === 'not-installed');
  if (review.status === 'unreviewed' && !isMissed) return [];
  return [line(`  review: ${review.status === 'unreviewed' ? 'unreviewed. ' : ''}${sanitizeLine(review.summary, 300)}`, 'warning')];
}

function nextSteps(result: RunResult, command: string): readonly Line[] {
  const { runId, files } = result;
  if (runId === '') return [];
  const steps = [
    endedEarly(result) ? `Continue: ${command} resume ${runId}` : '',
    files.length > 0 ? `Undo: ${command} undo ${runId}` : '',
    `Details: ${command} runs show ${runId}`,
  ];
  return [line(steps.filter((step) => step !== '').join('      '))];
}
