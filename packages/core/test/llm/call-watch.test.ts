import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { CallWatch, type CallPhase } from '../../src/llm/wire/call-watch.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';

class PhaseError extends Error {
  readonly phase: CallPhase;

  constructor(phase: CallPhase) {
    super(phase);
    this.phase = phase;
  }
}

function watchWith(outer: AbortSignal = new AbortController().signal) {
  const clock = new FakeClock();
  const limits = { firstByteMs: 30, idleMs: 20, totalMs: 1_000 };
  const watch = new CallWatch({ clock, limits, outer, timeoutError: (phase) => new PhaseError(phase) });
  return { clock, watch };
}

const never = new Promise<never>(() => {});

it.each([
  ['before the headers', 30, (_watch: CallWatch): void => {}, 'first-byte'],
  ['after the headers', 20, (watch: CallWatch): void => watch.answered(), 'idle'],
])('ends what stands still %s', async (_when, limitMs, begin, phase) => {
  const { clock, watch } = watchWith();
  begin(watch);
  clock.advance(limitMs - 1);
  expect(watch.signal.aborted).toBe(false);

  clock.advance(1);

  await expect(watch.race(never)).rejects.toMatchObject({ phase });
});

it('lets an answer take its time as long as it moves, up to the total', async () => {
  const { clock, watch } = watchWith();
  watch.answered();
  for (let passed = 0; passed < 990; passed += 15) {
    clock.advance(15);
    watch.progressed();
  }
  expect(watch.signal.aborted).toBe(false);

  clock.advance(15);

  await expect(watch.race(never)).rejects.toMatchObject({ phase: 'total' });
});

it('lets go of a finished call without failing it', async () => {
  const { clock, watch } = watchWith();
  watch.answered();
  watch.finished(5);
  const raced = watch.race(Promise.resolve('whole'));

  clock.advance(5);

  expect(watch.signal.aborted).toBe(true);
  await expect(raced).resolves.toBe('whole');
});

describe('the caller', () => {
  it('stops a call with the reason it has', async () => {
    const controller = new AbortController();
    const { watch } = watchWith(controller.signal);
    const raced = watch.race(never);

    controller.abort(new TypeError('enough'));

    await expect(raced).rejects.toThrow('enough');
  });

  it('may have stopped it before it began', async () => {
    const { watch } = watchWith(AbortSignal.abort(new TypeError('too late')));

    await expect(watch.race(never)).rejects.toThrow('too late');
  });

  it('finds no listener and no timer left, however the call ended', () => {
    const { signal } = new AbortController();
    for (const end of ['dispose', 'abandon'] as const) {
      const { clock, watch } = watchWith(signal);
      watch.answered();
      watch[end]();
      expect(clock.pendingTimers).toBe(0);
    }
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
