import { createHash } from 'node:crypto';

const sumLength = 16;

/** A line of JSON behind its checksum, so that a torn or damaged one is known for what it is. */
export function sealLine(value: unknown): string {
  const json = JSON.stringify(value);
  return `${checksum(json)} ${json}\n`;
}

/** What a line holds; `undefined` when it is damaged. */
export function openLine(line: string): unknown {
  const json = line.slice(sumLength + 1);
  if (line.slice(0, sumLength) !== checksum(json)) return undefined;
  return JSON.parse(json);
}

const checksum = (json: string): string => createHash('sha256').update(json).digest('hex').slice(0, sumLength);
