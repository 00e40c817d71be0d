import { describe, expect, it } from 'vitest';
import type { PluginHost } from '../../src/plugin/plugin.ts';
import { component, configured, good, loaderFixture } from './load-fixture.ts';

const refused = (rule: string, more: object = {}): object => ({
  status: 'refused',
  code: 'ARTEMIS_E_PLUGIN_REFUSED',
  error: expect.objectContaining({ rule }) as unknown,
  ...more,
});

describe('PluginLoader', () => {
  it('loads a plugin and says what it has registered', async () => {
    const { loader, registered } = loaderFixture();
    const report = await loader.load(good());
    expect(report).toEqual({ status: 'loaded', name: 'artemis-plugin-good', capabilities: ['rag'], vendors: [] });
    expect([...registered]).toEqual([['rag', 'artemis-plugin-good']]);
    expect(loader.reports).toEqual([report]);
  });

  it('makes a configured plugin with its options', async () => {
    const { loader } = loaderFixture();
    const seen: unknown[] = [];
    const factory = (options: unknown): unknown => (seen.push(options), good());
    expect(await loader.load(configured('rag', async () => ({ default: factory }), { k: 1 }))).toMatchObject({ status: 'loaded' });
    expect(seen).toEqual([{ k: 1 }]);
  });

  it('gives the plugin its own object as "this", although what is kept is frozen', async () => {
    const { loader } = loaderFixture();
    const plugin = Object.assign(good(), {
      calls: 0,
      setup(this: { calls: number }) {
        this.calls += 1;
      },
    });
    await loader.load(plugin);
    expect(plugin.calls).toBe(1);
  });

  it('adds model vendors', async () => {
    const { loader, vendors } = loaderFixture();
    const report = await loader.load(
      good('artemis-plugin-v', 'rag', { setup: (host) => host.registerModelVendor('acme', () => component().primary) }),
    );
    expect(report).toMatchObject({ status: 'loaded', vendors: ['acme'] });
    expect(vendors).toEqual(['acme']);
  });

  it('loads a plugin that registers nothing', async () => {
    expect(await loaderFixture().loader.load(good('artemis-plugin-quiet', 'rag', { setup: () => {} }))).toMatchObject({
      status: 'loaded',
      capabilities: [],
    });
  });

  it('reports in the order of the calls, however long each takes', async () => {
    const { loader, clock } = loaderFixture();
    const slow = good('artemis-plugin-slow', 'kg', { setup: () => new Promise((resolve) => void clock.after(3000, resolve)) });
    const both = Promise.all([loader.load(slow), loader.load(good())]);
    await clock.advanceAsync(3000);
    await both;
    expect(loader.reports.map(({ name }) => name)).toEqual(['artemis-plugin-slow', 'artemis-plugin-good']);
  });

  it('X09: of two plugins with one name uses the one that was named first, though the other is ready first', async () => {
    const { loader, clock, registered } = loaderFixture();
    const late = configured('rag', () => new Promise((resolve) => void clock.after(1000, () => resolve({ default: () => good() }))));
    let setups = 0;
    const loads = Promise.all([loader.load(late), loader.load(good('artemis-plugin-good', 'kg', { setup: () => void (setups += 1) }))]);
    await clock.advanceAsync(1000);
    expect(await loads).toMatchObject([{ status: 'loaded' }, refused('duplicate-name', { name: 'artemis-plugin-good' })]);
    expect([...registered.keys()]).toEqual(['rag']);
    expect(setups).toBe(0);
  });

  it('X09: of two plugins for one capability uses the one that was named first, and ends the other', async () => {
    const { loader, clock, registered } = loaderFixture();
    const slow = good('artemis-plugin-slow', 'rag', {
      setup: (host) => new Promise((resolve) => void clock.after(1000, () => resolve(host.register('rag', component())))),
    });
    let disposed = 0;
    let signal: AbortSignal | undefined;
    const second = good('artemis-plugin-second', 'rag', {
      setup: (host) => ((signal = host.signal), host.register('kg', component()), host.register('rag', component())),
      dispose: () => void (disposed += 1),
    });
    const loads = Promise.all([loader.load(slow), loader.load(second)]);
    await clock.advanceAsync(1000);
    expect(await loads).toMatchObject([{ status: 'loaded' }, refused('capability-taken')]);
    expect([...registered]).toEqual([['rag', 'artemis-plugin-slow']]);
    expect([disposed, signal?.aborted]).toEqual([1, true]);
  });

  it('X09: of two plugins for one vendor uses the first, and nothing of the second', async () => {
    const { loader, vendors, registered } = loaderFixture();
    const setup = (host: PluginHost): void => host.registerModelVendor('acme', () => component().primary);
    await loader.load(good('artemis-plugin-one', 'rag', { setup }));
    const report = await loader.load(
      good('artemis-plugin-two', 'rag', { setup: (host) => (host.register('kg', component()), setup(host)) }),
    );
    expect(report).toMatchObject(refused('vendor'));
    expect([vendors, registered.size]).toEqual([['acme'], 0]);
  });

  it('loads a plugin again after it was refused', async () => {
    const { loader } = loaderFixture();
    let attempt = 0;
    const flaky = good('artemis-plugin-flaky', 'rag', {
      setup: () => {
        if (attempt++ === 0) throw new RangeError('not yet');
      },
    });
    expect([await loader.load(flaky), await loader.load(flaky)]).toMatchObject([refused('setup'), { status: 'loaded' }]);
  });

  it('takes everything back when a later registration fails in the registry', async () => {
    const taken = loaderFixture();
    taken.registered.set('kg', '@artemis/core');
    const report = await taken.loader.load(
      good('artemis-plugin-two', 'rag', { setup: (host) => (host.register('rag', component()), host.register('kg', component())) }),
    );
    expect(report).toMatchObject(refused('capability-taken'));
    expect([...taken.registered.keys()]).toEqual(['kg']);
  });

  it('X15: survives a component on which the registry chokes with an error that cannot be read', async () => {
    const trap = (): never => {
      throw poisoned;
    };
    const poisoned: unknown = new Proxy(new Error('x'), { get: trap, getPrototypeOf: trap });
    const { loader } = loaderFixture({ register: trap });
    expect(await loader.load(good())).toMatchObject(refused('registry'));
    expect(await loader.load(good('artemis-plugin-quiet', 'kg', { setup: () => {} }))).toMatchObject({ status: 'loaded' });
  });

  it.each([0, -1, NaN, Infinity])('P11: refuses a limit of %s', (timeoutMs) => {
    expect(() => loaderFixture({ timeoutMs })).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION', option: 'timeoutMs' }));
  });

  it('refuses what is loaded while Artemis closes', async () => {
    const { loader, closing, registered } = loaderFixture();
    const hanging = loader.load(good('artemis-plugin-slow', 'rag', { setup: () => new Promise(() => {}) }));
    closing.abort();
    expect(await hanging).toMatchObject(refused('closed'));
    expect(await loader.load(good())).toMatchObject(refused('closed'));
    expect(registered.size).toBe(0);
  });
});

describe('dispose', () => {
  it('ends every plugin once, and aborts its signal first', async () => {
    const { loader } = loaderFixture();
    const ends: boolean[] = [];
    let signal: AbortSignal | undefined;
    await loader.load(
      good('artemis-plugin-good', 'rag', {
        setup: (host) => void (signal = host.signal),
        dispose: () => void ends.push(signal?.aborted === true),
      }),
    );
    await Promise.all([loader.dispose(), loader.dispose()]);
    await loader.dispose();
    expect(ends).toEqual([true]);
  });

  it('X13: a dispose that throws or hangs holds nobody up for more than 2 seconds', async () => {
    const { loader, clock, warnings } = loaderFixture();
    let ended = 0;
    await loader.load(
      good('artemis-plugin-throws', 'rag', {
        dispose: () => {
          throw new RangeError('no');
        },
      }),
    );
    await loader.load(good('artemis-plugin-hangs', 'kg', { dispose: () => new Promise(() => {}) }));
    await loader.load(good('artemis-plugin-good', 'mcp', { dispose: () => void (ended += 1) }));
    const done = loader.dispose();
    await clock.advanceAsync(2000);
    await done;
    expect(ended).toBe(1);
    expect(warnings).toHaveLength(2);
    expect(clock.pendingTimers).toBe(0);
  });

  it('waits for plugins that are still loading, so that none is left behind', async () => {
    const { loader, clock } = loaderFixture();
    let ended = 0;
    const slow = good('artemis-plugin-slow', 'rag', {
      setup: () => new Promise((resolve) => void clock.after(1000, resolve)),
      dispose: () => void (ended += 1),
    });
    const loading = loader.load(slow);
    const disposed = loader.dispose();
    await clock.advanceAsync(1000);
    await Promise.all([loading, disposed]);
    expect(ended).toBe(1);
  });
});
