/**
 * What the rules say of real changes: the commits of a repository, each against the one before it.
 *
 *     node tooling/bench/review-commits.ts [--repository .] [--commits 200] [--show blocking]
 *
 * Nobody has marked what is wrong in these commits. Findings that block are few enough to be looked at one by one: `--show`.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import type { AppliedChange } from '../../packages/core/src/index.ts';
import { reviewByRules } from '../../packages/review/src/index.ts';

const { values } = parseArgs({
  options: {
    repository: { type: 'string', default: '.' },
    commits: { type: 'string', default: '200' },
    show: { type: 'string', default: '' },
  },
});

const git = (...args: readonly string[]): Buffer => execFileSync('git', ['-C', values.repository, ...args], { maxBuffer: 2 ** 30 });

function changesOf(commit: string): readonly AppliedChange[] {
  const fields = git('diff-tree', '-r', '-z', '--no-renames', '--root', commit).toString().split('\0');
  return fields.flatMap((field, index) => {
    const ids = /^:\d+ 10\d+ (\w+) (\w+) [AM]$|^:10\d+ \d+ (\w+) (\w+) D$/.exec(field);
    if (!ids) return [];
    const [before, after] = [textOf(ids[1] ?? ids[3] ?? ''), textOf(ids[2] ?? ids[4] ?? '')];
    return before?.includes('\0') === true || after?.includes('\0') === true ? [] : [{ path: fields[index + 1] ?? '', before, after }];
  });
}

const textOf = (id: string): string | null => (/^0+$/.test(id) ? null : git('cat-file', 'blob', id).toString());

const counts = new Map<string, number>();
let [lines, milliseconds] = [0, 0];
const commits = git('rev-list', '--no-merges', `--max-count=${values.commits}`, 'HEAD').toString().trim().split('\n');
for (const commit of commits) {
  const changes = changesOf(commit);
  const start = performance.now();
  const { findings, summary } = reviewByRules(changes);
  milliseconds += performance.now() - start;
  lines += Number(/in (\d+) changed/.exec(summary)?.[1] ?? 0);
  for (const { severity, rule, path, line, message } of findings) {
    const kind = `${severity} ${rule}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (values.show !== '' && kind.includes(values.show)) console.log(`${commit.slice(0, 9)} ${kind} ${path}:${line} ${message}`);
  }
}
console.log(`${commits.length} commits, ${lines} changed lines, ${milliseconds.toFixed(0)} ms`);
for (const [kind, count] of [...counts].toSorted((one, other) => other[1] - one[1])) console.log(`${count} ${kind}`);
