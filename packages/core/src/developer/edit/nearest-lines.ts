import { linesOf } from './text-lines.ts';

const around = 2;
const maxLineChars = 200;
const maxLines = 20_000;
const leastLikeness = 0.4;

/** Where the most telling line of a text nearly stands in another: a few lines of it, as they are. `null` when nothing is alike. */
export function nearestLines(text: string, sought: string): { readonly line: number; readonly lines: readonly string[] } | null {
  const wanted = longest(sought.split(/\r?\n/));
  const lines = linesOf(text)
    .slice(0, maxLines)
    .map((line) => line.text);
  const pairs = pairsOf(wanted);
  let best = { at: -1, likeness: leastLikeness };
  for (const [at, line] of lines.entries()) {
    const likeness = likenessOf(pairs, pairsOf(line));
    if (likeness > best.likeness) best = { at, likeness };
  }
  if (best.at === -1) return null;
  const from = Math.max(0, best.at - around);
  return { line: from + 1, lines: lines.slice(from, best.at + around + 1).map((line) => line.slice(0, maxLineChars)) };
}

const longest = (lines: readonly string[]): string =>
  lines.reduce((best, line) => (line.trim().length > best.trim().length ? line : best), '');

function pairsOf(line: string): ReadonlySet<string> {
  const text = line.trim().toLowerCase().slice(0, maxLineChars);
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < text.length; at++) pairs.add(text.slice(at, at + 2));
  return pairs;
}

/** Share of letter pairs that two lines have in common, from 0 to 1. */
function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared++;
  return (2 * shared) / (a.size + b.size);
}
