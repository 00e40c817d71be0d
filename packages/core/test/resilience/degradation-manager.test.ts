import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from '../../src/resilience/circuit-breaker.ts';
import type { CircuitBreakerOptions } from '../../src/resilience/circuit-breaker-options.ts';
import { DegradationManager } from '../../src/resilience/degradation-manager.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { scripted } from '../../src/testing/scripted.ts';

const offline = new Error('index offline');
const options: CircuitBreakerOptions = { trip: { consecutive: 2 }, open: { waitMs: 1_000, jitter: false } };

function setUp() {
  const clock = new FakeClock();
  return { clock, manager: new DegradationManager({ ...options, clock }) };
}

const fallback = async (): Promise<string> => 'from the fallback';

describe('withFallback', () => {
  it('serves from the primary, and says so', async () => {
    const { manager } = setUp();
    await expect(manager.withFallback({ component: 'rag', primary: async () => 'found', fallback })).resolves.toEqual({
      value: 'found',
      servedBy: 'primary',
      failures: [],
    });
  });

  it('serves from the fallback when the primary fails, and keeps why', async () => {
    const { manager } = setUp();
    await expect(manager.withFallback({ component: 'rag', primary: scripted<string>(offline), fallback })).resolves.toEqual({
      value: 'from the fallback',
      servedBy: 'fallback',
      failures: [offline],
    });
  });

  it('stops asking a primary that keeps failing, and returns to it by itself', async () => {
    const { manager, clock } = setUp();
    const primary = scripted<string>(offline, offline, 'found');
    const ask = () => manager.withFallback({ component: 'rag', primary, fallback });
    for (let times = 0; times < 5; times++) await ask();
    expect({ calls: primary.calls, degraded: manager.degradedComponents() }).toEqual({ calls: 2, degraded: ['rag'] });
    clock.advance(1_000);
    await expect(ask()).resolves.toMatchObject({ servedBy: 'primary', value: 'found' });
    expect({ degraded: manager.degradedComponents(), rag: manager.isDegraded('rag') }).toEqual({ degraded: [], rag: false });
  });

  it('tries several fallbacks in order', async () => {
    const { manager } = setUp();
    const slower = scripted<string>(new Error('disk full'));
    const request = { component: 'rag', primary: scripted<string>(offline), fallback: [slower, () => 'built in'] as const };
    await expect(manager.withFallback(request)).resolves.toMatchObject({ value: 'built in', failures: [offline, new Error('disk full')] });
    expect(slower.calls).toBe(1);
  });

  it('throws one error with every cause when nobody can serve', async () => {
    const { manager } = setUp();
    const full = new Error('disk full');
    const failing = manager.withFallback({ component: 'rag', primary: scripted<string>(offline), fallback: scripted<string>(full) });
    await expect(failing).rejects.toMatchObject({
      name: 'AllFailedError',
      code: 'ARTEMIS_E_ALL_FAILED',
      component: 'rag',
      causes: [offline, full],
      errors: [offline, full],
      cause: offline,
      facts: { component: 'rag', reasons: ['index offline', 'disk full'] },
    });
  });

  it('takes a primary and fallbacks that throw at once', async () => {
    const { manager } = setUp();
    const thrower = (): never => {
      throw null;
    };
    await expect(
      manager.withFallback({ component: 'rag', primary: thrower, fallback: [thrower, () => 'built in'] }),
    ).resolves.toMatchObject({
      value: 'built in',
      failures: [null, null],
    });
  });

  it('hands signal and remaining time to whoever serves', async () => {
    const { manager } = setUp();
    const { signal } = new AbortController();
    const seen = await manager.withFallback({
      component: 'rag',
      primary: () => Promise.reject(offline),
      fallback: (call) => [call.signal === signal, call.remainingMs()],
      signal,
      remainingMs: () => 70,
    });
    expect(seen.value).toEqual([true, 70]);
  });
});

describe('an abort', () => {
  it('is not a failure: no fallback is asked and nothing is degraded', async () => {
    const { manager } = setUp();
    const run = new AbortController();
    const spare = scripted('never reached');
    const primary = (): Promise<string> => (run.abort('stopped by hand'), Promise.reject(offline));
    await expect(manager.withFallback({ component: 'rag', primary, fallback: spare, signal: run.signal })).rejects.toBe('stopped by hand');
    expect({ calls: spare.calls, degraded: manager.isDegraded('rag') }).toEqual({ calls: 0, degraded: false });
  });

  it('during a fallback ends the call, too', async () => {
    const { manager } = setUp();
    const run = new AbortController();
    const spare = scripted('never reached');
    const aborting = (): Promise<string> => (run.abort('stopped by hand'), Promise.reject(offline));
    const request = { component: 'rag', primary: scripted<string>(offline), fallback: [aborting, spare] as const, signal: run.signal };
    await expect(manager.withFallback(request)).rejects.toBe('stopped by hand');
    expect(spare.calls).toBe(0);
  });

  it('before the call asks nobody', async () => {
    const { manager } = setUp();
    manager.track('rag', []);
    const primary = scripted('never reached');
    await expect(manager.withFallback({ component: 'rag', primary, fallback, signal: AbortSignal.abort('stopped') })).rejects.toBe(
      'stopped',
    );
    expect(primary.calls).toBe(0);
  });
});

describe('track', () => {
  it('derives the state from the breakers a component has already, on each call', () => {
    const { manager, clock } = setUp();
    const breakers = [new CircuitBreaker('rag.chroma', { clock }), new CircuitBreaker('rag.embed', { clock })];
    manager.track('rag', breakers);
    expect(manager.isDegraded('rag')).toBe(false);
    const hold = breakers[1]?.forceOpen('maintenance');
    expect(manager.degradedComponents()).toEqual(['rag']);
    hold?.release();
    expect(manager.degradedComponents()).toEqual([]);
  });

  it('does not guard the primary a second time', async () => {
    const { manager, clock } = setUp();
    const breaker = new CircuitBreaker('rag.chroma', { ...options, clock });
    manager.track('rag', [breaker]);
    const search = scripted<string>(offline, offline, 'found');
    const ask = () => manager.withFallback({ component: 'rag', primary: () => breaker.execute(search), fallback });
    await ask();
    await ask();
    expect(manager.isDegraded('rag')).toBe(true);
    clock.advance(1_000);
    await expect(ask()).resolves.toMatchObject({ servedBy: 'primary' });
    expect(manager.isDegraded('rag')).toBe(false);
  });

  it('sees a recovery by a background probe, without any call', async () => {
    const { manager, clock } = setUp();
    const breaker = new CircuitBreaker('rag.chroma', { ...options, clock, probe: { everyMs: 100, check: async () => 'alive' } });
    manager.track('rag', [breaker]);
    for (let times = 0; times < 2; times++) await breaker.execute(() => Promise.reject(offline)).catch(() => {});
    expect(manager.isDegraded('rag')).toBe(true);
    await clock.advanceAsync(100);
    expect(manager.isDegraded('rag')).toBe(false);
  });

  it('knows nothing bad of a component it has never seen', () => {
    expect(setUp().manager.isDegraded('kg')).toBe(false);
  });
});
