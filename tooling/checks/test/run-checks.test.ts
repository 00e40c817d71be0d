import { expect, it } from 'vitest';
import type { Check } from '../src/check.ts';
import { formatFinding, type Finding } from '../src/finding.ts';
import { repositoryOfTexts } from '../src/repository.ts';
import { runChecks } from '../src/run-checks.ts';

const finding = (path: string, line: number, rule: string): Finding => ({ path, line, rule, message: 'm' });
const check = (name: string, ...findings: readonly Finding[]): Check => ({ name, run: () => findings });

it('puts the findings of all checks in order of path, line and rule', async () => {
  const first = check('first', finding('b.ts', 1, 'first'), finding('a.ts', 10, 'first'));
  const second = check('second', finding('a.ts', 9, 'z'), finding('a.ts', 9, 'b'));
  const found = await runChecks([first, second], repositoryOfTexts({}));
  expect(found.map(({ path, line, rule }) => `${path}:${line} ${rule}`)).toEqual(['a.ts:9 b', 'a.ts:9 z', 'a.ts:10 first', 'b.ts:1 first']);
});

it('prints a finding as one line', () => {
  expect(formatFinding(finding('a.ts', 3, 'naming'))).toBe('a.ts:3  naming  m');
});
