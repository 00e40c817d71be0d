import { crc32 } from 'node:zlib';
import { ArtemisError } from '../errors/artemis-error.ts';
import type { StampedEvent } from '../events/stamped-event.ts';
import { fromWire, toWire } from '../events/wire.ts';

/**
 * What a journal holds: events, for the reader, and memos, for resuming. A memo is the result of an effect that must not
 * happen twice, such as a model's answer. Where an effect was taken back, its memos are forgotten.
 */
export type JournalEntry =
  | { readonly kind: 'event'; readonly event: StampedEvent }
  | { readonly kind: 'memo'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'forget'; readonly prefix: string };

/** An entry with its place in the journal. */
export interface JournalRecord {
  /** Position in the file, from 1, without gaps. */
  readonly seq: number;
  /** How many times the run has been opened for writing; it grows with each resume. */
  readonly epoch: number;
  readonly entry: JournalEntry;
}

/** The format written here. Every format begins its lines with a checksum of the rest and this number, so that others can tell. */
const format = 1;

/**
 * One line of JSON without the newline, CRC-32 included.
 *
 * @param redact - Takes secrets out of JSON text and leaves it JSON.
 */
export function encodeRecord({ seq, epoch, entry }: JournalRecord, redact: (json: string) => string = (json) => json): string {
  const body = redact(JSON.stringify({ v: format, seq, epoch, ...wireOf(entry) }));
  return `{"crc":"${checksum(body)}",${body.slice(1)}`;
}

/**
 * Reads what {@link encodeRecord} wrote.
 *
 * @param line - Its bytes, without the newline.
 * @returns The record, or `null` when the line is not exactly as it was written: no damaged byte goes unnoticed.
 * @throws ArtemisError `ARTEMIS_E_STATE` for a whole line of another format: it is no damage, and must not be treated as such.
 */
export function decodeRecord(line: Buffer): JournalRecord | null {
  // The checksum is of everything but itself.
  const said = line.length > headBytes ? headPattern.exec(line.toString('latin1', 0, headBytes))?.[1] : undefined;
  if (said === undefined || crc32(line.subarray(headBytes), braceChecksum) !== Number.parseInt(said, 16)) return null;
  const body = parse(line.toString());
  if (body === null) return null;
  if (body.v !== format) throw otherFormat(body.v);
  return fromBody(body);
}

const headPattern = /^\{"crc":"([0-9a-f]{8})",$/;
const headBytes = '{"crc":"00000000",'.length;
const braceChecksum = crc32('{');

function parse(json: string): Body | null {
  try {
    return JSON.parse(json) as Body | null;
  } catch {
    return null;
  }
}

type Body = { readonly v: number; readonly seq: number; readonly epoch: number } & (
  | { readonly kind: 'event'; readonly event: unknown }
  | { readonly kind: 'memo'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'forget'; readonly prefix: string }
);

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');

const wireOf = (entry: JournalEntry): object => (entry.kind === 'event' ? { kind: entry.kind, event: toWire(entry.event) } : entry);

function fromBody(body: Body): JournalRecord | null {
  const { seq, epoch } = body;
  switch (body.kind) {
    case 'event':
      return { seq, epoch, entry: { kind: 'event', event: fromWire(body.event) as StampedEvent } };
    case 'memo':
      return { seq, epoch, entry: { kind: 'memo', key: body.key, value: body.value } };
    case 'forget':
      return { seq, epoch, entry: { kind: 'forget', prefix: body.prefix } };
    default:
      return null;
  }
}

const otherFormat = (found: unknown): ArtemisError =>
  new ArtemisError(
    'ARTEMIS_E_STATE',
    `The journal of this run has format ${String(found)}, made by another version of Artemis; this one reads format ${format}.`,
    {
      hint: 'Use the version of Artemis that has made the run. Nothing of it was touched.',
      facts: { format: found, known: format },
    },
  );
