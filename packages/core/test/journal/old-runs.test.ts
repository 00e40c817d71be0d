import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../src/journal/journal.ts';
import { OldRuns } from '../../src/journal/old-runs.ts';
import type { PastRun } from '../../src/journal/retention.ts';
import { RunStore } from '../../src/journal/run-store.ts';
import type { FileSystem } from '../../src/ports/file-system.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { socketLocks } from '../../src/ports/socket-locks.ts';
import type { RunEvent } from '../../src/task/run-event.ts';
import type { RunResult } from '../../src/task/run-result.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { faultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { ofFormat } from './of-format.ts';

const dayMs = 86_400_000;
const beganMs = Date.UTC(2026, 0, 1);
const result: RunResult = {
  runId: '',
  status: 'unverified',
  verified: false,
  exitCode: 0,
  approach: '',
  files: [],
  served: [],
  degraded: [],
  warnings: [],
  cost: { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 },
  durationMs: 1,
};
const completed: RunEvent = { type: 'run.completed', result };
const deferred: RunEvent = { type: 'run.failed', result: { ...result, error: { code: 'ARTEMIS_E_MODELS_OUT', message: '', hint: '' } } };
const started: RunEvent = { type: 'run.started', task: 'x', projectDir: '/project', model: null, resumed: false };

let root: string;
let runs: RunStore;
let clock: FakeClock;

const oldRuns = (fileSystem: FileSystem = nodeFileSystem): OldRuns => new OldRuns({ runs, fileSystem, locks: socketLocks, clock });

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'artemis-old-runs-'));
  runs = new RunStore({ root, fileSystem: nodeFileSystem, random: seededRandom(7) });
  clock = new FakeClock({ wallMs: beganMs + 100 * dayMs });
});
afterEach(() => rm(root, { recursive: true }));

/** A run whose last event was so many days ago. */
async function runOf(daysAgo: number, ...events: readonly RunEvent[]): Promise<string> {
  const { runId, directory } = await runs.create();
  const journal = await Journal.open({ directory, fileSystem: nodeFileSystem, redact: (json) => json });
  await journal.remember('task', { text: 'x', projectDir: '/project' });
  const ts = new Date(clock.wallMs() - daysAgo * dayMs).toISOString();
  for (const [index, event] of events.entries()) journal.record({ v: 1, seq: index + 1, ts, runId, ...event });
  await journal.close();
  return runId;
}
const keepForDays = (days: number): { readonly maxAgeMs: number } => ({ maxAgeMs: days * dayMs });
async function firstOld(): Promise<PastRun> {
  const [run] = (await oldRuns().find(keepForDays(30))).old;
  return run ?? expect.fail('no run is old');
}
const idsOf = (list: readonly { readonly runId: string }[]): readonly string[] => list.map(({ runId }) => runId).toSorted();

describe('runs that ended long ago', () => {
  it('go, the oldest first; one that can be gone on with stays for ever', async () => {
    const [old, older] = [await runOf(40, started, completed), await runOf(50, started, completed)];
    const stay = [await runOf(20, started, completed), await runOf(90, started), await runOf(90, started, deferred)];
    const again = await runOf(90, started, completed, started);

    const { old: found, kept } = await oldRuns().find(keepForDays(30));
    for (const run of found) expect(await oldRuns().remove(run)).toBe(true);

    expect(found.map(({ runId }) => runId)).toEqual([older, old]);
    expect(idsOf(kept)).toEqual([...stay, again].toSorted());
    expect((await readdir(root)).toSorted()).toEqual([...stay, again].toSorted());
  });

  it('go until the rest fits', async () => {
    const ids = [await runOf(3, started, completed), await runOf(2, started, completed), await runOf(1, started, completed)];
    const { kept } = await oldRuns().find(keepForDays(30));
    const { old } = await oldRuns().find({ ...keepForDays(30), maxBytes: (kept[0]?.bytes ?? 0) * 2 });
    expect(idsOf(old)).toEqual([ids[0]]);
  });

  it('K11: a run of a newer version is never one of them', async () => {
    const runId = await runOf(90, started, completed);
    const file = await nodeFileSystem.open(join(root, runId, 'journal.jsonl'), 'w');
    await file.writeFile(ofFormat(2));
    await file.close();
    expect(await oldRuns().find(keepForDays(30))).toMatchObject({ old: [], kept: [{ runId }] });
  });

  it('are left alone while a process is at work on them', async () => {
    await runOf(40, started, completed);
    const run = await firstOld();
    const answer = await socketLocks.acquire(await nodeFileSystem.realpath(run.directory));
    expect(await oldRuns().remove(run)).toBe(false);
    if ('lock' in answer) await answer.lock.release();
    expect(await oldRuns().remove(run)).toBe(true);
  });

  it('stay when somebody has gone on with them since, and has not come to the end', async () => {
    await runOf(40, started, completed);
    const run = await firstOld();
    const journal = await Journal.open({ directory: run.directory, fileSystem: nodeFileSystem, redact: (json) => json });
    journal.record({ v: 1, seq: 3, ts: new Date().toISOString(), runId: run.runId, ...started });
    await journal.close();
    expect(await oldRuns().remove(run)).toBe(false);
    expect(await readdir(root)).toEqual([run.runId]);
  });

  it('K15: a kill while one is removed leaves nothing that looks like a run, and the next removal ends it', async () => {
    const runId = await runOf(40, started, completed);
    const { fileSystem, fired } = faultyFileSystem(nodeFileSystem, [{ on: 'rm', crash: true }]);
    const run = await firstOld();
    await expect(oldRuns(fileSystem).remove(run)).rejects.toThrow();
    expect([fired, await readdir(root), await runs.list()]).toEqual([[1], [`.removed-${runId}`], []]);

    for (const rest of (await oldRuns().find(keepForDays(30))).old) await oldRuns().remove(rest);
    expect(await readdir(root)).toEqual([]);
  });

  it('may be removed by two processes at once', async () => {
    await runOf(40, started, completed);
    const run = await firstOld();
    expect([await oldRuns().remove(run), await oldRuns().remove(run)]).toEqual([true, true]);
    expect(await readdir(root)).toEqual([]);
  });

  it('take with them folders that never became a run, once they are as old', async () => {
    const [young, old] = [await runs.create(), await runs.create()];
    const longAgo = new Date(clock.wallMs() - 40 * dayMs);
    await utimes(old.directory, longAgo, longAgo);
    await utimes(young.directory, new Date(clock.wallMs()), new Date(clock.wallMs()));
    const plan = await oldRuns().find(keepForDays(30));
    expect(idsOf(plan.old)).toEqual([old.runId]);
    expect(idsOf(plan.kept)).toEqual([young.runId]);
  });
});
