import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CappedOutput } from '../../src/run/capped-output.ts';

describe('CappedOutput', () => {
  it('keeps all of what is short, and the two ends of what is long', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 50 }), { maxLength: 100 }),
        fc.integer({ min: 1, max: 200 }),
        (chunks, keepBytes) => {
          const output = new CappedOutput(keepBytes);
          for (const chunk of chunks) output.add(Buffer.from(chunk, 'latin1'));
          const all = Buffer.from(chunks.join(''), 'latin1');
          expect(output.totalBytes).toBe(all.length);
          if (all.length <= keepBytes) expect(output.cut).toBe(false);
          if (!output.cut) expect(output.toString()).toBe(all.toString('utf8'));
        },
      ),
    );
  });
});
