import { missing } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { verdictOn } from '../build-project.ts';
import { lies } from './lies.ts';

describe('a model that calls done and tested what is not', () => {
  for (const { name, needs, before, change, status, reason } of lies.filter((one) => !missing(['bwrap', ...one.needs], one.name))) {
    it(`is not believed when it ${name}${needs.length > 0 ? ` (${needs.at(-1)})` : ''}`, { timeout: 240_000 }, async () => {
      const report = await verdictOn(before, change, { limits: { wallMs: reason === 'limit-reached' ? 3_000 : 200_000 } });
      expect(report).toMatchObject({ status, evidence: { kind: 'none' } });
      if (reason !== undefined) expect(report.summary).toContain(`(${reason})`);
    });
  }
});
