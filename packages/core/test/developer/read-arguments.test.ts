import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/developer/tools/read-arguments.ts';

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('readArguments', () => {
  it.each([65, 1_000, 100_000])('C06: refuses arguments of %i levels, which nothing recursive could write back', async (depth) => {
    expect(await readArguments(nested(depth), { lenient: false })).toMatchObject({ ok: false });
    expect(await readArguments(`${nested(depth)},`, { lenient: true })).toMatchObject({ ok: false });
  });

  it('reads arguments of 64 levels', async () => {
    expect(await readArguments(nested(64), { lenient: false })).toMatchObject({ ok: true });
  });
});
