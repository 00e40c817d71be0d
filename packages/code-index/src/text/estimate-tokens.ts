/**
 * About how many tokens a model counts for a text. Made for code: words count by their length, and each mark counts.
 * Meant for budgets; it errs on the high side.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [run] of text.matchAll(/[A-Za-z]+|\d+|[^\sA-Za-z\d]|\s{2,}/gu)) {
    const first = run.charCodeAt(0);
    if (first > 0x7f) tokens += 1.5;
    else if (run.length === 1) tokens += 0.75;
    else if (/\d/.test(run)) tokens += Math.ceil(run.length / 3);
    else if (/\s/.test(run)) tokens += 1;
    else tokens += Math.ceil(run.length / 6);
  }
  return Math.ceil(tokens);
}
