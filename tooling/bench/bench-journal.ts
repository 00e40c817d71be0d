/**
 * The journal: how long an append takes that has to be on the disk, and how long a long run takes to open again.
 *
 *     node tooling/bench/bench-journal.ts [--json]
 *
 * The same appends with a bare file handle and `datasync` are measured in turn: what is left is Artemis.
 */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeFileSystem } from '@artemis/core';
import { Journal, journalFileName } from '../../packages/core/src/journal/journal.ts';
import { encodeRecord, type JournalEntry } from '../../packages/core/src/journal/journal-record.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const appends = 1_000;
const steps = 10_000;
/** A question and an answer, a tool that begins and ends, and the memo. */
const recordsOfAStep = 5;
const records = 1_000_000;
const memo = { content: 'x'.repeat(400), toolCalls: [], finishReason: 'stop' };
const folder = await mkdtemp(join(tmpdir(), 'artemis-bench-journal-'));

const percentile = (sorted: readonly number[], share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
/** Writes a journal in which every fifth record is a memo, as a run of the agent leaves it. Returns its size in bytes. */
async function writeJournal(directory: string, length: number): Promise<number> {
  const file = await open(join(directory, journalFileName), 'w');
  for (let from = 1; from <= length; from += 1_000) {
    const lines = Array.from({ length: 1_000 }, (_, index) => encodeRecord({ seq: from + index, epoch: 1, entry: entryAt(from + index) }));
    await file.writeFile(`${lines.join('\n')}\n`);
  }
  const { size } = await file.stat();
  await file.close();
  return size;
}
const event = {
  v: 1,
  ts: new Date().toISOString(),
  runId: 'bench',
  type: 'tool.completed',
  tool: 'read',
  ok: true,
  durationMs: 1,
} as const;
const entryAt = (seq: number): JournalEntry =>
  seq % 5 === 0
    ? { kind: 'memo', key: `model:${seq.toString(16).padStart(64, '0')}#1`, value: memo }
    : { kind: 'event', event: { ...event, seq, input: 'src/some/file.ts', summary: 'read' } };
const openJournal = (directory: string): Promise<Journal> =>
  Journal.open({ directory, fileSystem: nodeFileSystem, redact: (json) => json });

const journal = await openJournal(folder);
const bare = await open(join(folder, 'bare'), 'a');
const ours: number[] = [];
const theirs: number[] = [];
const line = `${JSON.stringify({ kind: 'memo', key: 'model:0', value: memo })}\n`;
for (let index = 0; index < appends; index++) {
  ours.push(await timed(() => journal.remember(`model:${index}`, memo)));
  theirs.push(await timed(() => bare.appendFile(line).then(() => bare.datasync())));
}
await journal.close();
await bare.close();

const long = await mkdtemp(join(tmpdir(), 'artemis-bench-journal-'));
const opened: number[] = [];
const megabytes = (await writeJournal(long, steps * recordsOfAStep)) / 1e6;
for (let round = 0; round < 9; round++) opened.push(await timed(async () => (await openJournal(long)).close()));

const huge = await mkdtemp(join(tmpdir(), 'artemis-bench-journal-'));
const hugeMegabytes = (await writeJournal(huge, records)) / 1e6;
const hugeOpened: number[] = [];
const hugeProcessor: number[] = [];
for (let round = 0; round < 3; round++) {
  const before = process.cpuUsage();
  hugeOpened.push(await timed(async () => (await openJournal(huge)).close()));
  const { user, system } = process.cpuUsage(before);
  hugeProcessor.push((user + system) / 1_000);
}
await Promise.all([folder, long, huge].map((path) => rm(path, { recursive: true })));

const sorted = (numbers: readonly number[]): readonly number[] => numbers.toSorted((a, b) => a - b);
const result = {
  node: process.version,
  appends: { p50Ms: percentile(sorted(ours), 0.5), p99Ms: percentile(sorted(ours), 0.99) },
  bareAppends: { p50Ms: percentile(sorted(theirs), 0.5), p99Ms: percentile(sorted(theirs), 0.99) },
  ratio: percentile(sorted(ours), 0.5) / percentile(sorted(theirs), 0.5),
  openOf10000Steps: { medianMs: percentile(sorted(opened), 0.5), megabytes },
  openOfAMillionRecords: {
    medianMs: percentile(sorted(hugeOpened), 0.5),
    processorMs: percentile(sorted(hugeProcessor), 0.5),
    megabytes: hugeMegabytes,
    peakMemoryMb: process.resourceUsage().maxRSS / 1024,
  },
};
console.log(values.json ? JSON.stringify(result) : result);
