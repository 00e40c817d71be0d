/**
 * What a review by rules costs, each figure as the median of several rounds:
 *
 *     node tooling/bench/bench-review.ts [--rounds 30]
 *
 * The changed lines are this repository's own: sources of core, of which the change is said to have added every other block.
 */
import { globSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { AppliedChange } from '../../packages/core/src/index.ts';
import { reviewByRules } from '../../packages/review/src/index.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '30' } } });
const rounds = Number(values.rounds);
const root = `${import.meta.dirname}/../../packages/core`;

/** Files of which blocks of ten lines are new, up to so many changed lines in all. */
function changeOf(lines: number): readonly AppliedChange[] {
  const changes: AppliedChange[] = [];
  let left = lines;
  for (const path of globSync('{src,test}/**/*.ts', { cwd: root }).toSorted()) {
    if (left <= 0) break;
    const after = readFileSync(`${root}/${path}`, 'utf8').split('\n');
    const isNew = (index: number): boolean => Math.floor(index / 10) % 2 === 0 && left-- > 0;
    changes.push({ path, before: after.filter((_, index) => !isNew(index)).join('\n'), after: after.join('\n') });
  }
  return changes;
}

function millisecondsOf(changes: readonly AppliedChange[]): { readonly first: number; readonly median: number; readonly longest: number } {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    reviewByRules(changes);
    return performance.now() - start;
  });
  const sorted = times.toSorted((one, other) => one - other);
  return { first: times[0] ?? 0, median: sorted[Math.floor(rounds / 2)] ?? 0, longest: sorted.at(-1) ?? 0 };
}

const hostile: readonly AppliedChange[] = [
  { path: 'src/one-line.js', before: null, after: `${'a("'.repeat(300_000)}\n` },
  { path: 'src/brackets.test.js', before: null, after: `${'it.each(['.repeat(20_000)}\n` },
  { path: 'src/patterns.js', before: null, after: `${'=/['.repeat(300_000)}\n` },
  { path: 'src/ATest.java', before: null, after: '@Test(\n'.repeat(100_000) },
  { path: 'src/twins.js', before: 'x\ny\n'.repeat(20_000), after: 'y\nx\n'.repeat(20_000) },
];
const words = Array.from({ length: 200 }, (_, index) => `${'word();\n'.repeat(400)}call${index}();\n`);
const moved: readonly AppliedChange[] = words.flatMap((text, index) => [
  { path: `old/${index}.js`, before: text, after: null },
  { path: `new/${index}.js`, before: null, after: `// moved\n${text}` },
]);
const cases: Readonly<Record<string, readonly AppliedChange[]>> = {
  '1 000 changed lines': changeOf(1_000),
  '10 000 changed lines': changeOf(10_000),
  '200 files moved and changed': moved,
  ...Object.fromEntries(hostile.map((change) => [`hostile: ${change.path}`, [change]])),
};
for (const [name, changes] of Object.entries(cases)) {
  const { first, median, longest } = millisecondsOf(changes);
  const summary = /in (\d+) changed lines? of (\d+) files?/.exec(reviewByRules(changes).summary);
  console.log(
    `${name}: first ${first.toFixed(0)} ms, median ${median.toFixed(0)} ms, longest ${longest.toFixed(0)} ms (${summary?.[1]} lines, ${summary?.[2]} files)`,
  );
}
