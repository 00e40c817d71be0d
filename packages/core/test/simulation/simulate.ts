import assert from 'node:assert/strict';
import type { ContextRetriever } from '../../src/capability/rag.ts';
import { ComponentRegistry } from '../../src/component/component-registry.ts';
import type { Implementation } from '../../src/component/component.ts';
import { EventStream } from '../../src/events/event-stream.ts';
import { Journal } from '../../src/journal/journal.ts';
import { Deadline } from '../../src/resilience/deadline.ts';
import type { Outcome } from '../../src/task/outcome.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { contendForRun } from './contend-for-run.ts';
import { MemoryDisk } from './memory-disk.ts';

const steps = 9;
const longestCallMs = 2_000;

/** What happened in a simulated world, to show that its faults really fired. */
export interface Tally {
  calls: number;
  degraded: number;
  hangs: number;
  aborts: number;
  crashes: number;
  /** Times a process wanted a run that another one held. */
  refusals: number;
}

/**
 * One schedule of calls, faults, aborts, waits and power failures, drawn from a seed, on virtual time and a virtual disk.
 * Throws when a promise of Artemis is broken: every call ends in time, says truly who served it, a healed primary serves again,
 * one run is held by one process, nothing remembered is lost, and no timer is left behind.
 */
export async function simulate(seed: number, tally: Tally): Promise<void> {
  const random = seededRandom(seed);
  const clock = new FakeClock();
  const pick = (below: number): number => Math.floor(random.fraction() * below);
  let healed = false;

  const flaky = (name: string): Implementation<ContextRetriever> => ({
    name,
    create: () => ({ retrieve: async () => [], prompt: (_role, { signal }) => behave(name, signal) }),
    retry: { maxAttempts: 1 + pick(3), firstWaitMs: 50 },
    breaker: { trip: { consecutive: 1 + pick(3) }, open: { waitMs: 500, maxWaitMs: 4_000 }, halfOpen: { calls: 1, maxMs: 1_000 } },
  });
  function behave(name: string, signal: AbortSignal): Promise<string> {
    const kind = healed ? 0 : pick(5);
    if (kind <= 1) return Promise.resolve(name);
    if (kind === 2) return Promise.reject(new Error(`${name} failed`));
    tally.hangs++;
    // One kind of hang listens to its signal, the other never settles.
    return new Promise((_, reject) => kind === 3 && signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  }

  const floor: ContextRetriever = { retrieve: async () => [], prompt: async () => 'floor' };
  const registry = new ComponentRegistry({ floors: { rag: { name: 'floor', instance: floor } }, clock, random, events: new EventStream() });
  registry.register('rag', { primary: flaky('primary'), fallback: flaky('fallback') }, 'simulation');

  const open = new Set<Promise<void>>();
  async function call(): Promise<void> {
    tally.calls++;
    const controller = new AbortController();
    const deadline = Deadline.start({ clock, timeoutMs: 1 + pick(longestCallMs), signal: controller.signal, label: 'simulated call' });
    const abortMs = pick(4) === 0 ? pick(longestCallMs) : null;
    const timer = abortMs === null ? null : clock.after(abortMs, () => controller.abort(new Error('aborted')));
    try {
      checkOutcome(await registry.call('rag', (rag, inner) => rag.prompt('developer', inner), deadline), tally);
    } catch (error) {
      assert.ok(deadline.signal.aborted, `seed ${seed}: a call that was not aborted must be served, but: ${String(error)}`);
      if (controller.signal.aborted) tally.aborts++;
    } finally {
      timer?.cancel();
      deadline.dispose();
    }
  }

  const disk = new MemoryDisk();
  const openJournal = (): Promise<Journal> =>
    Journal.open({ directory: '/virtual', fileSystem: disk.fileSystem(), redact: (json) => json });
  let journal = await openJournal();
  const remembered = new Set<string>();
  async function remember(): Promise<void> {
    const key = `memo-${remembered.size}-${pick(1_000)}`;
    await journal.remember(key, key);
    remembered.add(key);
  }
  async function crash(): Promise<void> {
    tally.crashes++;
    if (pick(2) === 0) void journal.remember(`lost-${pick(1_000)}`, 'in flight');
    disk.crash(random);
    journal = await openJournal();
    for (const key of remembered) assert.equal(await journal.recall(key), key, `seed ${seed}: ${key} was lost`);
  }

  const contend = contendForRun(clock);
  for (let step = 0; step < steps; step++) {
    const action = pick(7);
    if (action <= 2) {
      const running = call().finally(() => open.delete(running));
      open.add(running);
      // Its failure is looked at when all have ended; until then it must not count as unhandled.
      running.catch(() => {});
    } else if (action === 3) await remember();
    else if (action === 4) await crash();
    else if (action === 5) {
      if (!(await contend(pick(2_000)))) tally.refusals++;
    } else await clock.advanceAsync(pick(1_500));
  }
  const ended = Promise.all(open);
  await clock.advanceAsync(longestCallMs);
  await ended;
  assert.equal(open.size, 0, `seed ${seed}: a call outlived its deadline`);

  healed = true;
  await clock.advanceAsync(60_000);
  const deadline = Deadline.start({ clock, timeoutMs: 60_000, label: 'last call' });
  const last = await registry.call('rag', (rag, inner) => rag.prompt('developer', inner), deadline);
  deadline.dispose();
  assert.equal(last.servedBy.name, 'primary', `seed ${seed}: the healed primary does not serve`);
  await registry.dispose();
  assert.equal(clock.pendingTimers, 0, `seed ${seed}: a timer was left behind`);
}

function checkOutcome({ value, servedBy, degraded }: Outcome<string | null>, tally: Tally): void {
  assert.equal(value, servedBy.name);
  assert.equal(degraded === undefined, servedBy.rung === 'primary');
  if (degraded) tally.degraded++;
}
