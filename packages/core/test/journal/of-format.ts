import { crc32 } from 'node:zlib';

/** A whole line as another version of Artemis may write it one day: what all formats share, and something nobody knows yet. */
export function ofFormat(format: number, seq = 1): Buffer {
  const body = JSON.stringify({ v: format, seq, epoch: 1, kind: 'something else' });
  return Buffer.from(`{"crc":"${crc32(body).toString(16).padStart(8, '0')}",${body.slice(1)}\n`);
}
