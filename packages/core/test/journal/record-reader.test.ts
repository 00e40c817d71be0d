import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRecord, type JournalEntry } from '../../src/journal/journal-record.ts';
import { RecordReader, type Damage, type PlacedRecord } from '../../src/journal/record-reader.ts';
import { ofFormat } from './of-format.ts';
import { readBytes } from './read-bytes.ts';

const memo = (text: string): JournalEntry => ({ kind: 'memo', key: text, value: { text } });
const journalOf = (texts: readonly string[]): Buffer =>
  Buffer.from(texts.map((text, index) => `${encodeRecord({ seq: index + 1, epoch: 1, entry: memo(text) })}\n`).join(''));

/** Reads bytes that come in pieces of the given lengths, over and over. */
function readPieces(
  bytes: Buffer,
  lengths: readonly number[],
): { readonly records: readonly PlacedRecord[]; readonly damage: Damage | null } {
  const reader = new RecordReader();
  const records: PlacedRecord[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    records.push(...reader.push(bytes.subarray(at, at + length)));
    at += length;
  }
  return { records, damage: reader.damage };
}

describe('RecordReader', () => {
  it('reads the same whatever the pieces are, also from a damaged journal', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { minLength: 1, maxLength: 6 });
    const lengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 });
    const damage = fc.option(fc.record({ bit: fc.nat(), cut: fc.nat() }));
    fc.assert(
      fc.property(texts, lengths, damage, (written, pieces, hurt) => {
        let bytes = journalOf(written);
        if (hurt) {
          const bit = hurt.bit % (bytes.length * 8);
          bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          bytes = bytes.subarray(0, bytes.length - (hurt.cut % bytes.length));
        }
        const whole = readBytes(bytes);
        const { records, damage: seen } = readPieces(bytes, pieces);
        expect({ records: records.map(({ record }) => record), damage: seen }).toEqual(whole);
      }),
    );
  });

  it('says where each line stands', () => {
    const texts = ['one', 'zwei ü', '三'];
    const bytes = journalOf(texts);
    const { records } = readPieces(bytes, [7]);
    expect(records.map(({ at, bytes: length }) => bytes.subarray(at, at + length).toString())).toEqual(
      bytes.toString().trimEnd().split('\n'),
    );
  });

  it('K05: a file of zeros holds nothing, however it is cut', () => {
    expect(readPieces(Buffer.alloc(10_000), [333])).toEqual({ records: [], damage: 'torn' });
  });

  it('takes a whole line that is no record for damage, and never reads on behind it', () => {
    const reader = new RecordReader();
    const [first = '', second = ''] = journalOf(['one', 'two']).toString().split('\n');
    expect(reader.push(Buffer.from(`${first}\nnot a record\n`))).toHaveLength(1);
    expect([reader.damage, reader.isOver]).toEqual(['torn', false]);
    expect(reader.push(Buffer.from(`${second}\n`))).toEqual([]);
    expect([reader.damage, reader.isOver, reader.usableBytes]).toEqual(['corrupt', true, first.length + 1]);
  });

  it('K11: refuses a whole record of another format, and does not take it for damage', () => {
    expect(() => readBytes(ofFormat(2))).toThrow(
      expect.objectContaining({ code: 'ARTEMIS_E_STATE', facts: { format: 2, known: 1 } }) as Error,
    );
  });

  it('K04: takes a damaged record of another format for damage', () => {
    const line = ofFormat(2);
    line[line.length - 3] = 0x21;
    expect(readBytes(line).damage).toBe('torn');
  });
});
