import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gateVerdict } from '../../src/executor/gate-verdict.ts';
import type { BuildReport, Evidence, GateStatus } from '../../src/task/build-report.ts';

const report = (status: GateStatus, kind: Evidence['kind']): BuildReport => ({
  status,
  summary: '',
  evidence: { kind, detail: '' },
  durationMs: 1,
});

describe('gateVerdict', () => {
  it('says succeeded only for a passing gate with evidence and a change', () => {
    expect(gateVerdict(report('passed', 'fails-without-change'), 1)).toBe('succeeded');
    expect(gateVerdict(report('passed', 'planted-defect'), 2)).toBe('succeeded');
  });

  it.each<[GateStatus, Evidence['kind'], number]>([
    ['passed', 'none', 1],
    ['passed', 'fails-without-change', 0],
    ['inconclusive', 'fails-without-change', 1],
    ['not-built', 'none', 1],
  ])('says unverified for a gate that is %s with evidence %s and %i changed files', (status, kind, changed) => {
    expect(gateVerdict(report(status, kind), changed)).toBe('unverified');
  });

  it('says failed for a gate that failed, and unverified when there is no report', () => {
    expect(gateVerdict(report('failed', 'fails-without-change'), 1)).toBe('failed');
    expect(gateVerdict(undefined, 1)).toBe('unverified');
  });

  it('is the only place in the sources that says succeeded', async () => {
    const root = join(import.meta.dirname, '../../src');
    const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.ts') && !name.startsWith('task'));
    const saying = [];
    for (const name of files) {
      const text = await readFile(join(root, name), 'utf8');
      if (/(?<!=)[=?:(,]\s*'succeeded'|return 'succeeded'/.test(text)) saying.push(name);
    }
    expect(saying).toEqual(['executor/gate-verdict.ts']);
  });
});
