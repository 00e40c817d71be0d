import { describe, expect, it } from 'vitest';
import type { Plugin, PluginHost } from '../../src/plugin/plugin.ts';
import type { PluginSource } from '../../src/plugin/plugin-source.ts';
import type { FakeClock } from '../../src/testing/fake-clock.ts';
import { component, configured, good, loaderFixture } from './load-fixture.ts';

const setupOf = (setup: Plugin['setup']): Plugin => good('artemis-plugin-bad', 'kg', { setup });
const fails = (failure: unknown) => (): never => {
  throw failure;
};

const poisoned = Object.defineProperty(new Error('x'), 'message', { get: fails(new Error('even the message fails')) });
const proxied = new Proxy(new Error('x'), {
  get: fails(new Error('trap')),
  getPrototypeOf: fails(new Error('trap')),
  has: fails(new Error('trap')),
  ownKeys: fails(new Error('trap')),
});
const forged = Object.assign(new Error('I am one of yours'), { code: 'ARTEMIS_E_PLUGIN_REFUSED', rule: 'name' });

interface Hostile {
  readonly title: string;
  readonly source: PluginSource;
  readonly rule: string;
}

const hostile: readonly Hostile[] = [
  { title: 'X01: throws on import', source: configured('bad', fails(new SyntaxError('Unexpected token'))), rule: 'import' },
  {
    title: 'X01: rejects on import',
    source: configured('bad', () => Promise.reject(new RangeError('in a top-level await'))),
    rule: 'import',
  },
  {
    title: 'X01: has a default export that cannot be read',
    source: configured('bad', async () => Object.defineProperty({}, 'default', { get: fails(new ReferenceError('not initialized')) })),
    rule: 'import',
  },
  { title: 'X02: has a top-level await that never settles', source: configured('bad', () => new Promise(() => {})), rule: 'deadline' },
  {
    title: 'X02: is a module that is also a promise for ever',
    source: configured('bad', () => ({ then: () => {} }) as unknown as Promise<unknown>),
    rule: 'deadline',
  },
  { title: 'X03: throws in its factory', source: configured('bad', async () => ({ default: fails(undefined) })), rule: 'factory' },
  { title: 'X03: throws in setup', source: setupOf(fails(new RangeError('no'))), rule: 'setup' },
  { title: 'X03: rejects in setup', source: setupOf(() => Promise.reject(new RangeError('no'))), rule: 'setup' },
  { title: 'X03: throws undefined', source: setupOf(fails(undefined)), rule: 'setup' },
  { title: 'X03: rejects with null', source: setupOf(() => Promise.reject(null)), rule: 'setup' },
  { title: 'X03: throws a text', source: setupOf(fails('no')), rule: 'setup' },
  { title: 'X03: throws a frozen error', source: setupOf(fails(Object.freeze(new Error('no')))), rule: 'setup' },
  { title: 'X03: throws an error whose message throws', source: setupOf(fails(poisoned)), rule: 'setup' },
  { title: 'X03: throws a proxy whose every trap throws', source: setupOf(fails(proxied)), rule: 'setup' },
  { title: 'X03: throws what looks like one of our errors', source: setupOf(fails(forged)), rule: 'setup' },
  {
    title: 'X03: returns a promise-like whose then throws',
    source: setupOf(() => Object.defineProperty({}, 'then', { get: fails(proxied) }) as Promise<void>),
    rule: 'setup',
  },
  { title: 'X04: never ends its setup', source: setupOf(() => new Promise(() => {})), rule: 'deadline' },
  { title: 'X08: needs another API version', source: good('artemis-plugin-bad', 'kg', { apiVersion: 2 }), rule: 'api-version' },
  {
    title: 'X08: does not say its API version',
    source: good('artemis-plugin-bad', 'kg', { apiVersion: '1' as unknown as number }),
    rule: 'api-version',
  },
  { title: 'X08: has no default export', source: configured('bad', async () => ({})), rule: 'default-export' },
  {
    title: 'X08: exports a plugin instead of a factory',
    source: configured('bad', async () => ({ default: good() })),
    rule: 'default-export',
  },
  { title: 'X08: has a factory that makes nothing', source: configured('bad', async () => ({ default: () => {} })), rule: 'shape' },
  { title: 'X08: has no setup', source: { name: 'artemis-plugin-bad', apiVersion: 1 } as unknown as Plugin, rule: 'shape' },
  {
    title: 'X08: has a dispose that is no function',
    source: good('artemis-plugin-bad', 'kg', { dispose: true as unknown as () => void }),
    rule: 'shape',
  },
  { title: 'X08: has no name', source: good('', 'kg'), rule: 'name' },
  { title: 'X08: has a name with a line break and colours', source: good('bad\n\u001b[31mname', 'kg'), rule: 'name' },
  { title: 'X08: is null', source: null as unknown as Plugin, rule: 'shape' },
  { title: 'X15: is a proxy whose every trap throws', source: proxied as unknown as Plugin, rule: 'shape' },
  {
    title: 'X15: registers no fallback',
    source: setupOf((host) => host.register('kg', { primary: component().primary } as never)),
    rule: 'component',
  },
  {
    title: 'X15: registers something after an error it swallows',
    source: setupOf((host) => {
      try {
        host.register('kg', null as never);
      } catch {
        host.register('mcp', component());
      }
    }),
    rule: 'component',
  },
  {
    title: 'X15: registers an unknown capability',
    source: setupOf((host) => host.register('telepathy' as 'kg', component())),
    rule: 'capability',
  },
  {
    title: 'X15: registers a model as a component',
    source: setupOf((host) => host.register('llm' as 'kg', component())),
    rule: 'capability',
  },
  {
    title: 'X09: registers a capability twice',
    source: setupOf((host) => (host.register('kg', component()), host.register('kg', component()))),
    rule: 'capability-taken',
  },
  {
    title: 'X09: registers the vendor of core',
    source: setupOf((host) => host.registerModelVendor('openai', () => component().primary)),
    rule: 'vendor',
  },
  {
    title: 'X15: registers a vendor without a function',
    source: setupOf((host) => host.registerModelVendor('acme', null as never)),
    rule: 'vendor',
  },
];

async function settle<T>(clock: FakeClock, promise: Promise<T>): Promise<T> {
  await clock.advanceAsync(5000);
  await clock.advanceAsync(5000);
  return promise;
}

describe('a hostile plugin', () => {
  it.each(hostile)('$title: it is refused, and the plugins beside it are loaded', async ({ source, rule }) => {
    const { loader, clock, registered } = loaderFixture();
    const loads = Promise.all([
      loader.load(good('artemis-plugin-first', 'rag')),
      loader.load(source),
      loader.load(good('artemis-plugin-last', 'review')),
    ]);
    const [first, bad, last] = await settle(clock, loads);
    expect([first.status, last.status]).toEqual(['loaded', 'loaded']);
    expect(bad).toMatchObject({ status: 'refused', code: 'ARTEMIS_E_PLUGIN_REFUSED', error: { rule } });
    expect([...registered.keys()]).toEqual(['rag', 'review']);
    // Whatever was thrown, what is said of it can be printed.
    expect(bad.status === 'refused' && bad.reason).toMatch(/^Plugin "[\w@/ -]+" [^\p{Cc}]+\.$/u);
    expect(clock.pendingTimers).toBe(0);
  });

  it('X04: registers after its deadline: that has no effect', async () => {
    const { loader, clock, registered, warnings } = loaderFixture();
    let signal: AbortSignal | undefined;
    const slow = setupOf(async (host: PluginHost) => {
      signal = host.signal;
      await new Promise((resolve) => void clock.after(6000, () => resolve(undefined)));
      host.register('kg', component());
    });
    const report = loader.load(slow);
    await clock.advanceAsync(5000);
    expect(await report).toMatchObject({ status: 'refused', error: { rule: 'deadline', facts: { timeoutMs: 5000 } } });
    expect(signal?.aborted).toBe(true);
    await clock.advanceAsync(1000);
    expect(warnings.at(-1)).toContain('after its setup had ended');
    expect(registered.size).toBe(0);
  });

  it('X06: registers in a timer after its setup has ended well: nothing is thrown, and what it registered in time stays', async () => {
    const { loader, clock, registered, vendors, warnings } = loaderFixture();
    await loader.load(
      setupOf((host) => {
        host.register('kg', component());
        clock.after(1000, () => {
          host.register('rag', component());
          host.registerModelVendor('late', () => unusedModel);
        });
      }),
    );
    clock.advance(1000);
    expect(warnings.filter((warning) => warning.includes('after its setup had ended'))).toHaveLength(2);
    expect([[...registered.keys()], vendors]).toEqual([['kg'], []]);
  });

  it('X02: arrives after its import deadline: nothing of it is run', async () => {
    const { loader, clock } = loaderFixture();
    let ran = 0;
    const report = loader.load(
      configured('bad', () => new Promise((resolve) => void clock.after(6000, () => resolve({ default: () => (ran += 1) })))),
    );
    await clock.advanceAsync(7000);
    expect(await report).toMatchObject({ status: 'refused', error: { rule: 'deadline' } });
    expect(ran).toBe(0);
  });

  it('cannot change its host for others', async () => {
    const { loader } = loaderFixture();
    const report = await loader.load(setupOf((host) => void Object.assign(host, { register: () => {} })));
    expect(report).toMatchObject({ status: 'refused', error: { rule: 'setup' } });
  });
});

const unusedModel = { name: 'late/model', create: (): never => expect.fail('nobody asks for it') };
