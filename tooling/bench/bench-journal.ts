/**
 * The journal: how long an append takes that has to be on the disk, and how long a long run takes to open again.
 *
 *     node tooling/bench/bench-journal.ts [--json]
 *
 * The same appends with a bare file handle and `datasync` are measured in turn: what is left is Artemis.
 */
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeFileSystem } from '@artemis/core';
import { Journal } from '../../packages/core/src/journal/journal.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const appends = 1_000;
const steps = 10_000;
const memo = { content: 'x'.repeat(400), toolCalls: [], finishReason: 'stop' };
const folder = await mkdtemp(join(tmpdir(), 'artemis-bench-journal-'));

const percentile = (sorted: readonly number[], share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
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
const writer = await openJournal(long);
for (let seq = 1; seq <= steps; seq++) {
  writer.record({
    v: 1,
    seq,
    ts: new Date().toISOString(),
    runId: 'bench',
    type: 'tool.completed',
    tool: 'read',
    input: 'a.ts',
    ok: true,
    summary: 'read',
    durationMs: 1,
  });
}
await writer.remember('last', memo);
await writer.close();
const { size } = await stat(join(long, 'journal.jsonl'));
const opened: number[] = [];
for (let round = 0; round < 9; round++) opened.push(await timed(async () => (await openJournal(long)).close()));
await Promise.all([folder, long].map((path) => rm(path, { recursive: true })));

const sorted = (numbers: readonly number[]): readonly number[] => numbers.toSorted((a, b) => a - b);
const result = {
  node: process.version,
  appends: { p50Ms: percentile(sorted(ours), 0.5), p99Ms: percentile(sorted(ours), 0.99) },
  bareAppends: { p50Ms: percentile(sorted(theirs), 0.5), p99Ms: percentile(sorted(theirs), 0.99) },
  ratio: percentile(sorted(ours), 0.5) / percentile(sorted(theirs), 0.5),
  openOf10000Steps: { medianMs: percentile(sorted(opened), 0.5), megabytes: size / 1e6 },
};
console.log(values.json ? JSON.stringify(result) : result);
