import { sanitizeLine } from '@artemis/core';
import type { FileDiff } from '../diff/file-diff.ts';
import { canNameTests, countAssertions, testNames } from './test-names.ts';
import type { ChangeRule, FileFacts, RuleFinding } from './rule.ts';

/** Names a message shows, and how much of each. */
const mostNamed = 3;
const longestName = 80;

/** The tests of one file before and after. */
interface TestFile {
  readonly diff: FileDiff;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Tests that are gone without others in their place, and tests that assert less than they did. */
export const lostTestFindings: ChangeRule = (files) => {
  const tests = files.filter(({ isTest }) => isTest).map(readTests);
  // A test may move to another file.
  const elsewhere = countByName(tests.flatMap(({ before, after }) => without(after, before)));
  const shortfall = tests.reduce((sum, { before, after }) => sum + before.length - after.length, 0);
  return tests.flatMap((file) => {
    const lost = takeOut(elsewhere, without(file.before, file.after));
    if (lost.length > 0) return [lostFinding(file, lost, shortfall > 0)];
    return emptiedFindings(file, tests) ?? weakenedFindings(file);
  });
};

const readTests = ({ diff }: FileFacts): TestFile => ({
  diff,
  before: testNames(diff.path, diff.old),
  after: testNames(diff.path, diff.now),
});

function countByName(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Names that are not among the others, each as often as it is one too many. */
const without = (names: readonly string[], others: readonly string[]): readonly string[] => takeOut(countByName(others), names);

/** The names that are not in the counts. Those that are, are taken out of them. */
function takeOut(counts: Map<string, number>, names: readonly string[]): readonly string[] {
  return names.filter((name) => {
    const left = counts.get(name) ?? 0;
    if (left > 0) counts.set(name, left - 1);
    return left === 0;
  });
}

/** @param areFewer - Whether the change leaves fewer tests than there were; otherwise they may have been renamed. */
function lostFinding({ diff }: TestFile, lost: readonly string[], areFewer: boolean): RuleFinding {
  const named = lost
    .slice(0, mostNamed)
    .map((name) => `"${sanitizeLine(name, longestName)}"`)
    .join(', ');
  const rest = lost.length > mostNamed ? ` and ${lost.length - mostNamed} more` : '';
  const count = lost.length === 1 ? 'One test is' : `${lost.length} tests are`;
  const message = `${count} gone${areFewer ? '' : ' or renamed'}: ${named}${rest}.`;
  return { path: diff.path, line: gapOf(diff), severity: areFewer ? 'blocking' : 'note', message, rule: 'lost-test' };
}

/** A file of tests in a language whose tests cannot be counted. */
function emptiedFindings({ diff, before }: TestFile, tests: readonly TestFile[]): readonly RuleFinding[] | undefined {
  const isEmpty = diff.now.every((line) => line.trim() === '');
  if (canNameTests(diff.path) || before.length > 0 || !isEmpty || diff.old.every((line) => line.trim() === '')) return undefined;
  const moved = tests.some((other) => other.diff.isNew && other.diff.now.join('\n') === diff.old.join('\n'));
  if (moved) return [];
  const message = `This file of tests was ${diff.isDeleted ? 'deleted' : 'emptied'}.`;
  return [{ path: diff.path, line: 1, severity: 'blocking', message, rule: 'lost-test' }];
}

function weakenedFindings({ diff, before, after }: TestFile): readonly RuleFinding[] {
  if (before.length === 0 || after.length !== before.length) return [];
  const [had, has] = [countAssertions(diff.path, diff.old), countAssertions(diff.path, diff.now)];
  if (has >= had) return [];
  const message = `The same tests make ${has} assertions, and made ${had} before.`;
  return [{ path: diff.path, line: gapOf(diff), severity: 'warning', message, rule: 'weakened-test' }];
}

const gapOf = ({ removed }: FileDiff): number => removed.values().next().value ?? 1;
