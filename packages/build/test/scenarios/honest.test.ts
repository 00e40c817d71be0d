import { missing } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { verdictOn } from '../build-project.ts';
import { honest } from './honest.ts';

describe('a model that works honestly', () => {
  for (const { name, needs, before, change, status, reason } of honest.filter((one) => !missing(['bwrap', ...one.needs], one.name))) {
    it(
      `is ${status === 'passed' ? 'believed' : 'not called failed'} when it ${name}${needs.length > 0 ? ` (${needs.at(-1)})` : ''}`,
      { timeout: 240_000 },
      async () => {
        const report = await verdictOn(before, change);
        expect(report, JSON.stringify(report)).toMatchObject({ status });
        if (status === 'passed') expect(report.evidence.kind).not.toBe('none');
        if (reason !== undefined) expect(report.summary).toContain(`(${reason})`);
      },
    );
  }
});
