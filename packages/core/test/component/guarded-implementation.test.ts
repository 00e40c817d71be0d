import { beforeEach, describe, expect, it } from 'vitest';
import type { Implementation } from '../../src/component/component.ts';
import { GuardedImplementation } from '../../src/component/guarded-implementation.ts';
import type { CallContext } from '../../src/resilience/call-context.ts';
import { Deadline } from '../../src/resilience/deadline.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';

type Pinger = () => Promise<string>;

describe('GuardedImplementation', () => {
  let clock: FakeClock;
  beforeEach(() => {
    clock = new FakeClock();
  });

  const guard = (more: Partial<Implementation<Pinger>>): GuardedImplementation<Pinger> =>
    new GuardedImplementation('kg', { name: 'graph', create: () => async () => 'pong', ...more }, { clock, random: seededRandom(1) });
  const ping = (pinger: Pinger): Promise<string> => pinger();
  const call = (signal = new AbortController().signal): CallContext => {
    const endsAtMs = clock.nowMs() + 60_000;
    return { signal, remainingMs: () => Math.max(0, endsAtMs - clock.nowMs()) };
  };

  it('X17: a call that hangs has its time once, however often it may be tried again', async () => {
    const guarded = guard({ create: () => () => new Promise(() => {}), retry: { maxAttempts: 5, firstWaitMs: 10, jitter: false } });
    const answered = guarded.run(ping, call(), 1_000);
    const settled = answered.then(
      () => 'answered',
      (error: unknown) => error,
    );
    await clock.advanceAsync(1_000);
    expect(await Promise.race([settled, Promise.resolve('still at it')])).toMatchObject({ code: 'ARTEMIS_E_DEADLINE' });
  });

  it('X13: a dispose that hangs is waited for 2 seconds and no longer', async () => {
    const guarded = guard({ dispose: () => new Promise(() => {}) });
    await guarded.run(ping, call(), 1_000);
    let over = false;
    void guarded.dispose().then(() => (over = true));
    await clock.advanceAsync(1_999);
    expect(over).toBe(false);
    await clock.advanceAsync(1);
    expect(over).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('X19: an instance that comes up after its deadline is let go of', async () => {
    const disposed: string[] = [];
    let comeUp: (pinger: Pinger) => void = () => {};
    const guarded = guard({
      create: () => new Promise((resolve) => (comeUp = resolve)),
      dispose: async (pinger) => void disposed.push(await pinger()),
    });
    const answered = guarded.run(ping, call(), 50_000).catch((error: unknown) => error);
    await clock.advanceAsync(30_000);
    expect(await answered).toMatchObject({ code: 'ARTEMIS_E_DEADLINE' });
    comeUp(async () => 'late');
    await clock.advanceAsync(0);
    expect(disposed).toEqual(['late']);
  });

  it('X19: an instance that comes up after everything was let go of is let go of too', async () => {
    const disposed: string[] = [];
    let comeUp: (pinger: Pinger) => void = () => {};
    const guarded = guard({
      create: () => new Promise((resolve) => (comeUp = resolve)),
      dispose: async (pinger) => void disposed.push(await pinger()),
    });
    const answered = guarded.run(ping, call(), 50_000).catch(() => 'failed');
    await guarded.dispose();
    expect(await answered).toBe('failed');
    comeUp(async () => 'late');
    await clock.advanceAsync(0);
    expect(disposed).toEqual(['late']);
  });

  it('keeps its instance when its caller runs out of time', async () => {
    let created = 0;
    const guarded = guard({ create: () => (created++, () => new Promise(() => {})) });
    const deadline = Deadline.start({ clock, label: 'stage', timeoutMs: 1_000 });
    const answered = guarded.run(ping, deadline, Infinity).catch((error: unknown) => error);
    await clock.advanceAsync(1_000);
    expect(await answered).toMatchObject({ code: 'ARTEMIS_E_DEADLINE' });
    void guarded.run(ping, call(), 500).catch(() => {});
    await clock.advanceAsync(0);
    expect(created).toBe(1);
  });

  it('X15: reads what it was given once: a getter that throws later harms nobody', async () => {
    let reads = 0;
    const implementation: Implementation<Pinger> = {
      get name() {
        if (reads++ > 0) throw new Error('no more');
        return 'graph';
      },
      create: () => async () => 'pong',
      get checkHealth() {
        if (reads++ > 1) throw new Error('no more');
        return async () => {};
      },
    };
    const guarded = new GuardedImplementation('kg', implementation, { clock, random: seededRandom(1) });
    expect([guarded.name, guarded.canProbe, await guarded.run(ping, call(), 1_000)]).toEqual(['graph', true, 'pong']);
    await expect(guarded.probe(call())).resolves.toBeUndefined();
  });
});
