import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashingEmbedder } from '../../src/embed/hashing-embedder.ts';
import { freely } from '../sample-project.ts';

const dot = (a: readonly number[] = [], b: readonly number[] = []): number => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

it('makes the same vector of length 1 from the same text, whatever the text is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (text) => {
      const [first = [], second] = await hashingEmbedder.embed([text, text], freely);
      expect(first).toEqual(second);
      expect(first.length).toBe(384);
      expect(Math.abs(Math.hypot(...first) - 1)).toBeLessThan(1e-9);
    }),
  );
});

it('puts texts nearer that share words, in whatever case they are written', async () => {
  const [query, near, far] = await hashingEmbedder.embed(
    ['expire session', 'function expireSessions(now)', 'class InvoicePrinter'],
    freely,
  );
  expect(dot(query, near)).toBeGreaterThan(dot(query, far) + 0.2);
});
