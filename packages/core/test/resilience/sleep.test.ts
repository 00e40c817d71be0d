import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/resilience/sleep.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';

describe('sleep', () => {
  it('ends when its time has passed, and not before', async () => {
    const clock = new FakeClock();
    let awake = false;
    const sleeping = sleep(clock, 100).then(() => (awake = true));
    await clock.advanceAsync(99);
    expect(awake).toBe(false);
    clock.advance(1);
    await expect(sleeping).resolves.toBe(true);
  });

  it('ends at once when aborted, with the reason, and leaves no timer', async () => {
    const clock = new FakeClock();
    const cancel = new AbortController();
    const sleeping = sleep(clock, 100, cancel.signal);
    cancel.abort('stopped by hand');
    await expect(sleeping).rejects.toBe('stopped by hand');
    expect(clock.pendingTimers).toBe(0);
  });

  it('does not begin when the signal has aborted already', async () => {
    const clock = new FakeClock();
    await expect(sleep(clock, 100, AbortSignal.abort('stopped'))).rejects.toBe('stopped');
    expect(clock.pendingTimers).toBe(0);
  });

  it('leaves no listener behind', async () => {
    const clock = new FakeClock();
    const { signal } = new AbortController();
    const sleeping = sleep(clock, 100, signal);
    clock.advance(100);
    await sleeping;
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
