import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journalFileName } from '../../src/journal/journal.ts';
import { encodeRecord, type JournalEntry } from '../../src/journal/journal-record.ts';

const script = join(import.meta.dirname, 'open-journal.ts');
const records = 100_000;
const heapMb = 40;

const entryAt = (seq: number): JournalEntry =>
  seq % 1_000 === 0
    ? { kind: 'memo', key: `memo-${seq}`, value: { text: 'y'.repeat(50_000) } }
    : {
        kind: 'event',
        event: { v: 1, seq, ts: '2026-01-01T00:00:00.000Z', runId: 'abcdef', type: 'warning.raised', message: `${seq} ${'x'.repeat(800)}` },
      };

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'artemis-large-'));
  const file = await open(join(directory, journalFileName), 'w');
  for (let from = 1; from <= records; from += 1_000) {
    const lines = Array.from({ length: 1_000 }, (_, index) => encodeRecord({ seq: from + index, epoch: 1, entry: entryAt(from + index) }));
    await file.writeFile(`${lines.join('\n')}\n`);
  }
  await file.close();
});
afterEach(() => rm(directory, { recursive: true }));

describe('a journal much larger than the memory', () => {
  it('K15: opens, tells all its events and gives back its memos', { timeout: 120_000 }, async () => {
    expect((await stat(join(directory, journalFileName))).size).toBeGreaterThan(2 * heapMb * 1024 * 1024);

    const { stdout } = await promisify(execFile)(process.execPath, [`--max-old-space-size=${heapMb}`, script, directory]);

    expect(JSON.parse(stdout)).toEqual({ events: records - records / 1_000, memos: records / 1_000, shortestMemo: 50_000, damage: null });
  });
});
