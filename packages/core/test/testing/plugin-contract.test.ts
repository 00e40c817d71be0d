import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { ContextRetriever } from '../../src/capability/rag.ts';
import type { Implementation } from '../../src/component/component.ts';
import { optionalCapabilities } from '../../src/flags/flag-definitions.ts';
import { floors } from '../../src/floor/floors.ts';
import type { Plugin } from '../../src/plugin/plugin.ts';
import { checkPluginContract } from '../../src/testing/plugin-contract.ts';

type Rag = Implementation<ContextRetriever>;

const retriever: ContextRetriever = { retrieve: async () => [{ title: 'a.ts:1', text: 'export {};' }], prompt: async () => null };
const chroma: Rag = {
  name: 'chroma',
  create: ({ signal }) => {
    signal.throwIfAborted();
    throw new RangeError('no server here');
  },
};
const ragPlugin = (fallback: Partial<Rag> = {}, more: Partial<Plugin> = {}, primary: Rag = chroma): Plugin => ({
  name: 'artemis-plugin-rag',
  apiVersion: 1,
  setup: (host) => host.register('rag', { primary, fallback: { name: 'lexical', create: () => retriever, ...fallback } }),
  ...more,
});
// The limit is waited for only where something hangs; nothing else takes a hundredth of it.
const check = (factory: () => Plugin) => checkPluginContract(factory, { projectDir: tmpdir(), timeoutMs: 1000 });
const rulesOf = async (factory: () => Plugin): Promise<string[]> => (await check(factory)).map(({ rule, where }) => `${rule} ${where}`);

describe('checkPluginContract', () => {
  it('finds nothing wrong with a plugin that keeps the contract', async () => {
    expect(await check(() => ragPlugin())).toEqual([]);
  });

  it.each(optionalCapabilities)('finds nothing wrong with the floor of %s as a fallback', async (capability) => {
    const floor = floors[capability];
    const setup: Plugin['setup'] = (host) =>
      host.register(capability, { primary: chroma, fallback: { name: 'floor', create: () => floor?.instance } } as never);
    expect(await check(() => ragPlugin({}, { setup }))).toEqual([]);
  });

  it.each<[string, () => Plugin, string]>([
    [
      'a factory that throws',
      () => {
        throw new RangeError('no');
      },
      'factory factory',
    ],
    ['a factory that makes no plugin', () => ({}) as Plugin, 'factory factory'],
    ['a setup that fails', () => ragPlugin({}, { setup: () => Promise.reject(new RangeError('no')) }), 'setup artemis-plugin-rag'],
    ['a setup that never ends', () => ragPlugin({}, { setup: () => new Promise(() => {}) }), 'setup artemis-plugin-rag'],
    [
      'no fallback',
      () => ragPlugin({}, { setup: (host) => host.register('rag', { primary: chroma } as never) }),
      'setup artemis-plugin-rag',
    ],
    ['a plugin that registers nothing', () => ragPlugin({}, { setup: () => {} }), 'registers-nothing artemis-plugin-rag'],
    [
      'a dispose that fails the second time',
      () => {
        let calls = 0;
        return ragPlugin(
          {},
          {
            dispose: () => {
              if (calls++ > 0) throw new RangeError('again?');
            },
          },
        );
      },
      'dispose artemis-plugin-rag',
    ],
    ['a dispose that never ends', () => ragPlugin({}, { dispose: () => new Promise(() => {}) }), 'dispose artemis-plugin-rag'],
    [
      'a primary that ignores an abort while it is made',
      () => ragPlugin({}, {}, { name: 'chroma', create: () => new Promise(() => {}) }),
      'abort rag.chroma.create',
    ],
  ])('reports %s', async (_, factory, expected) => {
    expect(await rulesOf(factory)).toEqual([expected]);
  });

  it('reports a setup that listens', async () => {
    let server: Server | undefined;
    const setup: Plugin['setup'] = async (host) => {
      server = await new Promise<Server>((resolve) => {
        const listening = createServer().listen(0, '127.0.0.1', () => resolve(listening));
      });
      host.register('rag', { primary: chroma, fallback: { name: 'lexical', create: () => retriever } });
    };
    expect(await rulesOf(() => ragPlugin({}, { setup }))).toEqual(['setup-connects artemis-plugin-rag']);
    server?.close();
  });

  it('reports a fallback that cannot be made', async () => {
    const create = (): never => {
      throw new RangeError('needs the network');
    };
    expect(await rulesOf(() => ragPlugin({ create }))).toEqual(['fallback rag.lexical.retrieve', 'fallback rag.lexical.prompt']);
  });

  it('reports a fallback without one of the methods', async () => {
    expect(await rulesOf(() => ragPlugin({ create: () => ({ retrieve: retriever.retrieve }) as ContextRetriever }))).toEqual([
      'fallback rag.lexical.prompt',
    ]);
  });

  it('reports an answer of another shape, and says which part', async () => {
    const create = (): ContextRetriever => ({ ...retriever, retrieve: async () => [{ title: 'a' }] as never });
    const [violation, ...others] = await check(() => ragPlugin({ create }));
    expect(violation).toMatchObject({ rule: 'shape', where: 'rag.lexical.retrieve', message: expect.stringContaining('text') as string });
    expect(others).toEqual([]);
  });

  it('reports a call that goes on after its abort', async () => {
    const sluggish: ContextRetriever = {
      ...retriever,
      retrieve: (_, { signal }) =>
        new Promise((resolve) => void (signal.aborted ? resolve([]) : setTimeout(() => resolve([]), 150_000).unref())),
    };
    expect(await rulesOf(() => ragPlugin({ create: () => sluggish }))).toEqual([
      'fallback rag.lexical.retrieve',
      'abort rag.lexical.retrieve',
    ]);
  });
});
