import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWire, toWire } from '../../src/events/wire.ts';

describe('toWire', () => {
  it('renames keys at every depth and leaves values alone', () => {
    expect(toWire({ runId: 'aB', files: [{ addedLines: 1 }], absent: undefined })).toEqual({ run_id: 'aB', files: [{ added_lines: 1 }] });
  });

  it('comes back unchanged for every value with camelCase keys', () => {
    const key = fc.stringMatching(/^[a-z]([a-z]|[A-Z][a-z]){0,8}$/);
    const value = fc.letrec((tie) => ({
      json: fc.oneof(
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(key, tie('json'), { maxKeys: 4 }),
      ),
    })).json;
    fc.assert(
      fc.property(value, (data) => {
        expect(fromWire(toWire(data))).toEqual(data);
      }),
    );
  });
});
