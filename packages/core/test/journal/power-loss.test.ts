import { expect, it } from 'vitest';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import { Journal } from '../../src/journal/journal.ts';
import { statesAfterPowerLoss, TracedDisk } from './traced-disk.ts';

const eventAt = (seq: number): StampedEvent => ({ v: 1, seq, ts: '', runId: 'abcdef', type: 'warning.raised', message: `${seq}` });

const open = (disk: TracedDisk, onPast: (event: StampedEvent) => void = () => {}): Promise<Journal> =>
  Journal.open({ directory: '/virtual', fileSystem: disk.fileSystem, redact: (json) => json, onPast });

/** A memo that somebody was told is kept, and how much had been asked of the disk by then. */
interface Promised {
  readonly key: string;
  readonly calls: number;
}

/** Does what a run does: events, memos that are waited for, memos that are not, and some taken back. */
async function work(journal: Journal, disk: TracedDisk, name: string): Promise<readonly Promised[]> {
  const promised: Promised[] = [];
  const remember = async (key: string): Promise<void> => {
    await journal.remember(`${name}-${key}`, key);
    promised.push({ key: `${name}-${key}`, calls: disk.calls.length });
  };
  journal.record(eventAt(1));
  await remember('a');
  journal.record(eventAt(2));
  journal.note(`${name}-not promised`, 'x');
  await Promise.all([remember('b'), remember('c')]);
  await journal.remember(`${name}-taken back`, 'x');
  await journal.forget(`${name}-taken`);
  journal.record(eventAt(3));
  return promised;
}

/** Opens what a power failure has left, and checks that nothing promised is lost and that the journal can be gone on with. */
async function expectKept(file: Buffer, promised: readonly Promised[]): Promise<void> {
  const disk = new TracedDisk(file);
  const seen: number[] = [];
  const journal = await open(disk, ({ seq }) => seen.push(seq));
  for (const { key } of promised) expect(await journal.recall(key)).toBe(key.slice(key.indexOf('-') + 1));
  expect(seen).toEqual(seen.map((_, index) => (index % 3) + 1));
  await journal.remember('after', 'the failure');
  const again = await open(new TracedDisk(disk.bytes));
  expect(again.damage).toBeNull();
  for (const { key } of promised) expect(again.has(key)).toBe(true);
  expect(await again.recall('after')).toBe('the failure');
}

it('K02: after a power failure at any call, with later writes lost, reordered, torn or zeroed, every promised record is there', async () => {
  const disk = new TracedDisk();
  const promised = await work(await open(disk), disk, 'run');
  let states = 0;
  for (let calls = 0; calls <= disk.calls.length; calls++) {
    const kept = promised.filter((memo) => memo.calls <= calls);
    for (const file of statesAfterPowerLoss(Buffer.of(), disk.calls.slice(0, calls))) {
      await expectKept(file, kept);
      states++;
    }
  }
  console.log(`${states} states of the disk after ${disk.calls.length} calls`);
  expect(states).toBeGreaterThan(1_000);
  expect(promised).toHaveLength(3);
});

it('K02: a second power failure while the first is being recovered from loses no more', async () => {
  const first = new TracedDisk();
  const promised = await work(await open(first), first, 'run');
  // The first failure tears the end, so that it has to be cut off before the run goes on.
  const torn = Buffer.concat([first.bytes, first.bytes.subarray(0, 60)]);
  const second = new TracedDisk(torn);
  const later = await work(await open(second), second, 'resumed');
  expect(second.calls[0]).toMatchObject({ kind: 'truncate' });
  let states = 0;
  for (let calls = 0; calls <= second.calls.length; calls++) {
    const kept = [...promised, ...later.filter((memo) => memo.calls <= calls)];
    for (const file of statesAfterPowerLoss(torn, second.calls.slice(0, calls))) {
      await expectKept(file, kept);
      states++;
    }
  }
  expect(states).toBeGreaterThan(1_000);
});
