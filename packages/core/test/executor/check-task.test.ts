import { describe, expect, it } from 'vitest';
import { checkTask } from '../../src/executor/check-task.ts';

describe('checkTask', () => {
  it.each([
    ['an empty text', { text: ' \n' }],
    ['a text with NUL', { text: 'a\0b' }],
    ['a relative folder', { projectDir: 'here' }],
    ['no number of attempts', { limits: { maxAttempts: Number.NaN } }],
    ['no attempt', { limits: { maxAttempts: 0 } }],
    ['a negative time', { limits: { timeoutMs: -1 } }],
    ['a negative sum', { limits: { maxCostUsd: -1 } }],
    ['a lock that is neither yes nor no', { lockTests: 1 as never }],
    ['no developer', { team: { developers: 0 } }],
    ['half a developer', { team: { developers: 1.5 } }],
    ['a crowd', { team: { developers: 17 } }],
    ['a way of working together that is none', { team: { mode: 'vote' as never } }],
    ['a demand for a review that is neither yes nor no', { requireReview: 'yes' as never }],
  ])('P02: refuses a task with %s', (_, wrong) => {
    expect(() => checkTask({ text: 'x', projectDir: '/project', ...wrong })).toThrow(
      expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION' }),
    );
  });

  it('P11: takes a time without end, and one beyond what a timer can hold', () => {
    for (const timeoutMs of [Infinity, 2 ** 40])
      expect(() => checkTask({ text: 'x', projectDir: '/project', limits: { timeoutMs } })).not.toThrow();
  });
});
