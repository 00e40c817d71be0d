import { sanitizeLine, type RunResult } from '@artemis/core';
import { count, dollars, duration } from '../render/amounts.ts';
import { testCounts } from '../render/render-gate.ts';

/** How a run ended, as Markdown for the summary of a step of GitHub Actions. */
export function stepSummary(result: RunResult): string {
  const { runId, status, files, build, review, degraded, cost, durationMs, error } = result;
  const money = cost.usd === null ? 'cost unknown' : dollars(cost.usd);
  return [
    `### Artemis: ${status}`,
    '',
    ...(error ? [`**${plain(error.code)}**: ${plain(error.message)} ${plain(error.hint)}`, ''] : []),
    '| | |',
    '| --- | --- |',
    `| Run | \`${runId}\` |`,
    `| Took | ${duration(durationMs)} |`,
    `| Gate | ${build ? `${build.status}${build.tests && build.tests.length > 0 ? `, ${testCounts(build.tests)}` : ''}` : 'none'} |`,
    `| Review | ${review ? plain(`${review.status}: ${review.summary}`) : 'none'} |`,
    `| Models | ${cost.calls} calls, ${count(cost.inputTokens)} tokens in, ${count(cost.outputTokens)} out, ${money} |`,
    ...degraded.map(
      ({ component, from, fallback, reason }) =>
        `| Degraded | ${plain(`${component}: ${fallback} served instead of ${from} (${reason})`)} |`,
    ),
    '',
    ...(files.length > 0 ? ['| File | Change | Lines |', '| --- | --- | --- |'] : []),
    ...files.map(({ path, change, addedLines, removedLines }) => `| ${plain(path)} | ${change} | +${addedLines} -${removedLines} |`),
    '',
  ].join('\n');
}

/** Foreign text on one line, as text: no Markdown, no HTML, no mention of anybody. */
const plain = (text: string): string =>
  sanitizeLine(text, 300).replace(/[\\`*_{}[\]()#+!|<>@~&-]/g, (character) => `&#${character.charCodeAt(0)};`);
