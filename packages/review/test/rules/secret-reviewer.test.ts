import { expect, it } from 'vitest';
import { secretReviewer } from '../../src/rules/secret-reviewer.ts';

const key = ['AK', 'IAQ3EGRIT4N7W2XKLM'].join('');
const call = { signal: new AbortController().signal, remainingMs: () => 1_000 };
const review = (before: string | null, after: string | null) =>
  secretReviewer.review({ changes: [{ path: 'a.js', before, after }] } as never, call);

it('finds a secret that was put in, says where, and does not repeat it', async () => {
  const report = await review('a\n', `a\nconst key = "${key}";\n`);
  expect(report).toMatchObject({
    status: 'changes-requested',
    findings: [{ path: 'a.js', line: 2, severity: 'blocking', rule: 'secret' }],
  });
  expect(JSON.stringify(report)).not.toContain(key);
});

it('says nothing of what was there, or is gone, and that nobody has read the change', async () => {
  const line = `const key = "${key}";\n`;
  expect(await review(line, `${line}b\n`)).toMatchObject({ status: 'approved', findings: [] });
  expect(await review(line, null)).toMatchObject({ findings: [], summary: expect.stringContaining('nobody has read the change') });
});
