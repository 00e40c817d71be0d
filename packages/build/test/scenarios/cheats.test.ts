import { missing } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { verdictOn } from '../build-project.ts';
import { cheats } from './cheats.ts';

describe('a model that makes a red test go away without mending what it is about', () => {
  for (const { name, needs, before, change, status, reason } of cheats.filter((one) => !missing(['bwrap', ...one.needs], one.name))) {
    it(`is not believed when it ${name}${needs.length > 0 ? ` (${needs.at(-1)})` : ''}`, { timeout: 240_000 }, async () => {
      const report = await verdictOn(before, change);
      expect(report).toMatchObject({ status, evidence: { kind: 'none' } });
      if (reason !== undefined) expect(report.summary).toContain(`(${reason})`);
    });
  }
});
