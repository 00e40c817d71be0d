import type { JournalRecord } from '../../src/journal/journal-record.ts';
import { RecordReader, type Damage } from '../../src/journal/record-reader.ts';

/** What a journal holds whose bytes are all there. */
export function readBytes(bytes: Uint8Array): { readonly records: readonly JournalRecord[]; readonly damage: Damage | null } {
  const reader = new RecordReader();
  const records = reader.push(bytes).map(({ record }) => record);
  return { records, damage: reader.damage };
}
