import { crc32 } from 'node:zlib';
import type { StampedEvent } from '../events/stamped-event.ts';
import { fromWire, toWire } from '../events/wire.ts';

/**
 * What a journal holds: events, for the reader, and memos, for resuming. A memo is the result of an effect that must not
 * happen twice, such as a model's answer.
 */
export type JournalEntry =
  | { readonly kind: 'event'; readonly event: StampedEvent }
  | { readonly kind: 'memo'; readonly key: string; readonly value: unknown };

/** An entry with its place in the journal. */
export interface JournalRecord {
  /** Position in the file, from 1, without gaps. */
  readonly seq: number;
  /** How many times the run has been opened for writing; it grows with each resume. */
  readonly epoch: number;
  readonly entry: JournalEntry;
}

/**
 * One line of JSON without the newline, CRC-32 included.
 *
 * @param redact - Takes secrets out of JSON text and leaves it JSON.
 */
export function encodeRecord({ seq, epoch, entry }: JournalRecord, redact: (json: string) => string = (json) => json): string {
  const body = redact(JSON.stringify({ seq, epoch, ...wireOf(entry) }));
  return `{"crc":"${checksum(body)}",${body.slice(1)}`;
}

/** @returns The record, or `null` when the line is not exactly what {@link encodeRecord} wrote: no damaged byte goes unnoticed. */
export function decodeRecord(line: string): JournalRecord | null {
  const match = /^\{"crc":"([0-9a-f]{8})",/.exec(line);
  if (!match) return null;
  const body = `{${line.slice(match[0].length)}`;
  if (checksum(body) !== match[1]) return null;
  return fromBody(JSON.parse(body) as Body);
}

type Body = { readonly seq: number; readonly epoch: number } & (
  | { readonly kind: 'event'; readonly event: unknown }
  | { readonly kind: 'memo'; readonly key: string; readonly value: unknown }
);

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');

const wireOf = (entry: JournalEntry): object => (entry.kind === 'event' ? { kind: entry.kind, event: toWire(entry.event) } : entry);

function fromBody({ seq, epoch, ...body }: Body): JournalRecord {
  const entry: JournalEntry =
    body.kind === 'event'
      ? { kind: 'event', event: fromWire(body.event) as StampedEvent }
      : { kind: 'memo', key: body.key, value: body.value };
  return { seq, epoch, entry };
}
