import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphEdge } from '../../src/model/graph-edge.ts';
import { pageRank } from '../../src/query/page-rank.ts';
import { anyGraph, symbol } from './graphs.ts';

const nodesOf = (...names: string[]): Map<string, ReturnType<typeof symbol>> =>
  new Map(names.map((name) => [`symbol:a.ts#${name}`, symbol('a.ts', name)]));
const calls = (from: string, to: string): GraphEdge => ({ from: `symbol:a.ts#${from}`, to: `symbol:a.ts#${to}`, kind: 'calls', weight: 1 });

describe('pageRank', () => {
  it('is a chance: never negative, adding up to one, whatever the graph', () => {
    fc.assert(
      fc.property(anyGraph, fc.nat(), ({ nodes, edges }, pick) => {
        const seed = nodes[pick % nodes.length]?.id ?? '';
        const rank = pageRank({ nodes: new Map(nodes.map((node) => [node.id, node])), edges }, new Map([[seed, 2]]));
        expect([...rank.values()].every((value) => value >= 0)).toBe(true);
        expect([...rank.values()].reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('ranks what the seed calls above what it does not reach', () => {
    const rank = pageRank(
      { nodes: nodesOf('a', 'b', 'c', 'far'), edges: [calls('a', 'b'), calls('b', 'c')] },
      new Map([['symbol:a.ts#a', 1]]),
    );

    const of = (name: string): number => rank.get(`symbol:a.ts#${name}`) ?? 0;
    expect(of('b')).toBeGreaterThan(of('c'));
    expect(of('far')).toBe(0);
  });

  it('gives nobody a rank when no seed is in the graph', () => {
    const rank = pageRank({ nodes: nodesOf('a', 'b'), edges: [calls('a', 'b')] }, new Map([['elsewhere', 1]]));

    expect([...rank.values()]).toEqual([0, 0]);
  });
});
