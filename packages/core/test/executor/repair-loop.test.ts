import { describe, expect, it } from 'vitest';
import { RepairLoop } from '../../src/executor/repair-loop.ts';
import type { BuildReport } from '../../src/task/build-report.ts';
import type { ReviewReport } from '../../src/task/review-report.ts';

const failing = (output: string): BuildReport => ({
  status: 'failed',
  summary: 'tests failed',
  output,
  evidence: { kind: 'none', detail: '' },
  durationMs: 1,
});
const passing: BuildReport = { status: 'passed', summary: 'ok', evidence: { kind: 'fails-without-change', detail: '' }, durationMs: 1 };
const blocking: ReviewReport = {
  status: 'changes-requested',
  summary: '',
  findings: [{ path: 'a.ts', line: 3, severity: 'blocking', message: 'leaks' }],
};

describe('RepairLoop', () => {
  it('hands the failing output to the next attempt', () => {
    const feedback = new RepairLoop().next({ attempt: 1, refusal: null, build: failing('expected 4, got 5'), review: undefined });
    expect(feedback?.reason).toContain('expected 4, got 5');
  });

  it('ends when the same failure comes again with another time, id and path', () => {
    const loop = new RepairLoop(10);
    const first = failing('at 2026-01-01T10:00:00Z run 6f1e2d3c4b5a in /tmp/x1: expected a to be b (12ms)');
    const second = failing('at 2026-02-02T11:30:59Z run aabbccddeeff in /tmp/y2: expected a to be b (977ms)');
    expect(loop.next({ attempt: 1, refusal: null, build: first, review: undefined })).toBeDefined();
    expect(loop.next({ attempt: 2, refusal: null, build: second, review: undefined })).toBeUndefined();
  });

  it('counts the first attempt in maxAttempts', () => {
    const loop = new RepairLoop(2);
    expect(loop.next({ attempt: 1, refusal: null, build: failing('one'), review: undefined })).toBeDefined();
    expect(loop.next({ attempt: 2, refusal: null, build: failing('another'), review: undefined })).toBeUndefined();
  });

  it('sends blocking findings back once', () => {
    const loop = new RepairLoop(5);
    expect(loop.next({ attempt: 1, refusal: null, build: passing, review: blocking })?.reason).toBe('a.ts:3 leaks');
    expect(loop.next({ attempt: 2, refusal: null, build: passing, review: blocking })).toBeUndefined();
  });

  it('tells the developer when nothing could be written', () => {
    const feedback = new RepairLoop().next({ attempt: 1, refusal: '../x: leaves the project', build: passing, review: undefined });
    expect(feedback?.reason).toContain('../x: leaves the project');
  });

  it('asks for the parts that are missing, and not twice for the same', () => {
    const loop = new RepairLoop(5);
    const end = { refusal: null, build: passing, review: undefined, missing: ['the page', 'its style'] };
    expect(loop.next({ attempt: 1, ...end })?.reason).toContain('- the page\n- its style');
    expect(loop.next({ attempt: 2, ...end })).toBeUndefined();
  });

  it('ends when the gate passes and nobody asks for changes', () => {
    expect(new RepairLoop().next({ attempt: 1, refusal: null, build: passing, review: undefined })).toBeUndefined();
  });
});
