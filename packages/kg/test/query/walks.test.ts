import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryGraphStore } from '../../src/memory/memory-graph-store.ts';
import type { GraphEdge } from '../../src/model/graph-edge.ts';
import type { GraphNode } from '../../src/model/graph-node.ts';
import { reach } from '../../src/query/reach.ts';
import { shortestPath } from '../../src/query/shortest-path.ts';
import { testsFirst } from '../../src/query/tests-first.ts';
import { anyGraph, file, freeCall } from './graphs.ts';

async function storeOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Promise<MemoryGraphStore> {
  const store = await MemoryGraphStore.open();
  const byPath = Map.groupBy(nodes, ({ path }) => path ?? '');
  const own = (path: string): GraphEdge[] => edges.filter(({ from }) => byPath.get(path)?.some(({ id }) => id === from));
  store.change({
    drop: [],
    put: [...byPath].map(([path, members]) => ({ path, digest: path, source: '', nodes: members, edges: own(path) })),
    nodes: [],
    edges: [],
  });
  return store;
}

describe('walks through a graph', () => {
  it('N08: end in any graph, cycles included, and a way found is one', async () => {
    await fc.assert(
      fc.asyncProperty(anyGraph, fc.nat(), fc.nat(), async ({ nodes, edges }, one, other) => {
        const store = await storeOf(nodes, edges);
        const [from, to] = [nodes[one % nodes.length]?.id ?? '', nodes[other % nodes.length]?.id ?? ''];
        const way = await shortestPath(store, from, to, freeCall);
        const reached = await reach(store, [nodes[0]?.path ?? ''], freeCall);
        const back = await shortestPath(store, to, from, freeCall);

        expect(way?.edges.length).toBe(way === null ? undefined : way.nodes.length - 1);
        for (const [at, { from: begin, to: end }] of (way?.edges ?? []).entries()) {
          expect(new Set([begin, end])).toEqual(new Set([way?.nodes[at]?.id, way?.nodes[at + 1]?.id]));
        }
        expect(back?.edges.length).toBe(way?.edges.length);
        expect(reached.size).toBeLessThanOrEqual(nodes.length);
      }),
      { numRuns: 60 },
    );
  });

  it('orders tests by how near they are, then by how much they use', async () => {
    const tests = ['far', 'near', 'often', 'other'].map((name) => file(`${name}.test.ts`, 'test'));
    const uses = (from: string, to: string, weight = 1): GraphEdge => ({ from: `file:${from}`, to: `file:${to}`, kind: 'imports', weight });
    const store = await storeOf(
      [file('a.ts'), file('b.ts'), ...tests],
      [uses('b.ts', 'a.ts'), uses('near.test.ts', 'a.ts'), uses('often.test.ts', 'a.ts', 5), uses('far.test.ts', 'b.ts')],
    );

    expect(await testsFirst(store, ['a.ts'], freeCall)).toEqual(['often.test.ts', 'near.test.ts', 'far.test.ts', 'other.test.ts']);
  });

  it('puts tests that share words with the file first where no way is known', async () => {
    const tests = ['test/a/one.test.ts', 'test/parse/pool.test.ts', 'test/parse/parser-thread.test.ts'].map((path) => file(path, 'test'));
    const store = await storeOf([file('src/parse/thread.ts'), ...tests], []);

    const order = await testsFirst(store, ['src/parse/thread.ts'], freeCall);

    expect(order).toEqual(['test/parse/parser-thread.test.ts', 'test/parse/pool.test.ts', 'test/a/one.test.ts']);
  });
});
