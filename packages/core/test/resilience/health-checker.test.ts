import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from '../../src/resilience/circuit-breaker.ts';
import { HealthChecker, type HealthCheck, type HealthCheckerOptions } from '../../src/resilience/health-checker.ts';
import type { HealthAnswer } from '../../src/resilience/read-health-answer.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';

const wallMs = Date.UTC(2026, 4, 1, 8);

function setUp(options: HealthCheckerOptions = {}) {
  const clock = new FakeClock({ wallMs });
  return { clock, health: new HealthChecker({ clock, ...options }) };
}

/** Throws on everything one may do with it. */
const blindProxy: object = new Proxy(
  {},
  new Proxy(
    {},
    {
      get: () => () => {
        throw new Error('no');
      },
    },
  ),
);

const never: HealthCheck = () => new Promise(() => {});

describe('a health check', () => {
  it('that resolves is healthy, with its time', async () => {
    const { health, clock } = setUp();
    health.register('rag', async () => clock.advance(12));
    await expect(health.check('rag')).resolves.toEqual({
      component: 'rag',
      state: 'healthy',
      configured: true,
      probed: true,
      message: 'ok',
      latencyMs: 12,
      checkedAt: new Date(wallMs + 12).toISOString(),
    });
    await expect(health.isHealthy('rag')).resolves.toBe(true);
  });

  it('that rejects is unhealthy and keeps the reason', async () => {
    const { health } = setUp();
    health.register('rag', () => Promise.reject(new Error('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:8000') })));
    const status = await health.check('rag');
    expect(status).toMatchObject({ state: 'unhealthy', probed: true });
    expect(status.message).toContain('ECONNREFUSED 127.0.0.1:8000');
    await expect(health.isHealthy('rag')).resolves.toBe(false);
  });

  it('that says no is unhealthy, and one that finds something is believed', async () => {
    const { health } = setUp();
    health.register('rag', () => false);
    health.register('kg', () => ({ state: 'degraded', message: 'one replica of three' }));
    await expect(health.check('rag')).resolves.toMatchObject({ state: 'unhealthy' });
    await expect(health.check('kg')).resolves.toMatchObject({ state: 'degraded', message: 'one replica of three' });
  });

  it('X12: that hangs ends at its own deadline, and the others do not wait for it', async () => {
    const { health, clock } = setUp({ timeoutMs: 500 });
    let signal: AbortSignal | undefined;
    health.register('hung', (call) => ((signal = call.signal), new Promise(() => {})));
    health.register('patient', never, { timeoutMs: 2_000 });
    health.register('fine', async () => {});
    const fine = health.check('fine');
    const all = health.checkAll();
    await expect(fine).resolves.toMatchObject({ state: 'healthy' });
    await clock.advanceAsync(500);
    expect(signal?.aborted).toBe(true);
    await clock.advanceAsync(1_500);
    await expect(all).resolves.toMatchObject({
      hung: { state: 'unhealthy', latencyMs: 500 },
      patient: { state: 'unhealthy', latencyMs: 2_000 },
      fine: { state: 'healthy', latencyMs: 0 },
    });
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'down'],
    ['an object without a message', { status: 500 }],
    [
      'an error whose message throws',
      Object.defineProperty(new Error(''), 'message', {
        get: () => {
          throw new Error('no');
        },
      }),
    ],
    ['a proxy that cannot be looked into', blindProxy],
  ])('X12: that throws %s is unhealthy, with some reason', async (_, thrown) => {
    const { health } = setUp();
    health.register('rag', () => {
      throw thrown;
    });
    const status = await health.check('rag');
    expect(status.state).toBe('unhealthy');
    expect(status.message).not.toBe('');
  });

  it.each([
    ['null', null],
    ['a number', 7],
    ['a text', 'ok'],
    ['an empty object', {}],
    ['an unknown state', { state: 'fine' }],
    ['a proxy', blindProxy],
  ])('that answers nonsense is unhealthy: %s', async (_, answer) => {
    const { health } = setUp();
    health.register('rag', () => answer as HealthAnswer);
    await expect(health.check('rag')).resolves.toMatchObject({ state: 'unhealthy' });
  });

  it('K12: measures its time by the monotonic clock', async () => {
    const { health, clock } = setUp();
    health.register('rag', async () => clock.jumpWall(-86_400_000));
    await expect(health.check('rag')).resolves.toMatchObject({ latencyMs: 0 });
  });
});

describe('configured and probed', () => {
  it('are both false for a component nobody has registered', async () => {
    const { health } = setUp();
    await expect(health.check('kg')).resolves.toMatchObject({ component: 'kg', state: 'unhealthy', configured: false, probed: false });
    await expect(health.isHealthy('kg')).resolves.toBe(false);
  });

  it('are both false for one whose settings are missing, which is not asked', async () => {
    const { health } = setUp();
    let asked = 0;
    health.register('kg', () => void asked++, { configured: false });
    const status = await health.check('kg');
    expect(status).toMatchObject({ state: 'unhealthy', configured: false, probed: false });
    expect(status).not.toHaveProperty('latencyMs');
    expect(asked).toBe(0);
  });
});

describe('checkAll', () => {
  it('is keyed by component, whatever that is called', async () => {
    const { health } = setUp();
    for (const name of ['rag', '__proto__', 'constructor']) health.register(name, async () => {});
    expect(Object.keys(await health.checkAll()).sort()).toEqual(['__proto__', 'constructor', 'rag']);
  });

  it('asks everyone at the same time', async () => {
    const { health } = setUp();
    let waiting = 0;
    const all = Promise.withResolvers<void>();
    for (const name of ['rag', 'kg', 'build']) {
      health.register(name, async () => {
        if (++waiting === 3) all.resolve();
        await all.promise;
      });
    }
    await expect(health.checkAll()).resolves.toMatchObject({
      rag: { state: 'healthy' },
      kg: { state: 'healthy' },
      build: { state: 'healthy' },
    });
  });

  it('is empty when nothing is registered', async () => {
    expect(Object.keys(await setUp().health.checkAll())).toEqual([]);
  });
});

describe('lies and flapping', () => {
  it('X12: calls that failed overrule a check that says all is well', async () => {
    const { health, clock } = setUp();
    const breaker = new CircuitBreaker('rag.chroma', { trip: { consecutive: 1 }, clock });
    health.register('rag', async () => {}, { breakers: [breaker] });
    await expect(health.isHealthy('rag')).resolves.toBe(true);
    await breaker.execute(() => Promise.reject(new Error('index offline'))).catch(() => {});
    const status = await health.check('rag');
    expect(status.state).toBe('degraded');
    expect(status.message).toContain('index offline');
  });

  it('keeps the reason of a circuit that is held open by hand', async () => {
    const { health, clock } = setUp();
    const breaker = new CircuitBreaker('rag.chroma', { clock });
    breaker.forceOpen('maintenance');
    health.register('rag', async () => {}, { breakers: [breaker] });
    const { message } = await health.check('rag');
    expect(message).toContain('maintenance');
  });

  it('X12: a check that flaps changes between healthy and not at most twice within the settling time', async () => {
    const settleMs = 10_000;
    const { health, clock } = setUp({ settleMs });
    let asked = 0;
    health.register('rag', () => asked++ % 2 === 0);
    const changesAtMs: number[] = [];
    let before = await health.isHealthy('rag');
    for (let step = 0; step < 200; step++) {
      clock.advance(500);
      const now = await health.isHealthy('rag');
      if (now !== before) changesAtMs.push(clock.nowMs());
      before = now;
    }
    expect(asked).toBe(201);
    expect(changesAtMs.length).toBeGreaterThan(2);
    for (const atMs of changesAtMs)
      expect(changesAtMs.filter((each) => each >= atMs && each < atMs + settleMs).length).toBeLessThanOrEqual(2);
  });

  it('shows bad news at once, and that good news waits', async () => {
    const { health, clock } = setUp({ settleMs: 1_000 });
    let works = true;
    health.register('rag', () => works);
    await health.check('rag');
    works = false;
    await expect(health.check('rag')).resolves.toMatchObject({ state: 'unhealthy' });
    works = true;
    clock.advance(999);
    await expect(health.check('rag')).resolves.toMatchObject({ state: 'unhealthy' });
    clock.advance(1);
    await expect(health.check('rag')).resolves.toMatchObject({ state: 'healthy' });
  });

  it('believes the first recovery of a component that began badly', async () => {
    const { health } = setUp();
    let works = false;
    health.register('rag', () => works);
    await expect(health.isHealthy('rag')).resolves.toBe(false);
    works = true;
    await expect(health.isHealthy('rag')).resolves.toBe(true);
  });
});

describe('settings that cannot work', () => {
  it.each([{ timeoutMs: 0 }, { timeoutMs: Number.NaN }, { settleMs: -1 }])('are refused: %j', (options) => {
    expect(() => new HealthChecker(options)).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION' }));
  });

  it('are refused for one check, too', () => {
    expect(() => setUp().health.register('rag', never, { timeoutMs: -1 })).toThrow(expect.objectContaining({ option: 'timeoutMs' }));
  });
});
