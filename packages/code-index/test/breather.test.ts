import { FakeClock } from '@artemis/core/testing';
import { expect, it } from 'vitest';
import { Breather } from '../src/breather.ts';

it('lets others have the thread when it was kept for ten milliseconds, and not before', async () => {
  const clock = new FakeClock();
  const breather = new Breather(clock);
  let others = 0;
  setImmediate(() => (others += 1));

  clock.advance(9);
  await breather.breathe();
  const early = others;
  clock.advance(1);
  await breather.breathe();

  expect([early, others]).toEqual([0, 1]);
  expect(breather.isDue).toBe(false);
});
