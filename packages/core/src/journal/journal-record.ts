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
 * @returns The record, or `null` when the line is not exactly as it was written: no damaged byte goes unnoticed.
 * @throws ArtemisError `ARTEMIS_E_STATE` for a whole line of another format: it is no damage, and must not be treated as such.
 */
export function decodeRecord(line: string): JournalRecord | null {
  const match = /^\{"crc":"([0-9a-f]{8})",/.exec(line);
  if (!match) return null;
  const body = `{${line.slice(match[0].length)}`;
  if (checksum(body) !== match[1]) return null;
  const parsed = parse(body);
  if (parsed === null) return null;
  if (parsed.v !== format) throw otherFormat(parsed.v);
  return fromBody(parsed);
}

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

function fromBody({ seq, epoch, ...body }: Body): JournalRecord | null {
  if (body.kind === 'memo') return { seq, epoch, entry: { kind: 'memo', key: body.key, value: body.value } };
  if (body.kind === 'event') return { seq, epoch, entry: { kind: 'event', event: fromWire(body.event) as StampedEvent } };
  if (body.kind === 'forget') return { seq, epoch, entry: { kind: 'forget', prefix: body.prefix } };
  return null;
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
