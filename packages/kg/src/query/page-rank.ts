import type { EdgeKind } from '../model/graph-edge.ts';
import type { Neighbourhood } from './neighbourhood.ts';

/** Share of the walk that goes on; the rest begins again at the seeds. */
const damping = 0.85;
const iterations = 30;
/** How much of its meaning an edge of this kind carries, forwards and backwards. */
const meaning: Readonly<Record<EdgeKind, readonly [number, number]>> = {
  calls: [1, 0.6],
  references: [0.8, 0.5],
  imports: [0.5, 0.3],
  contains: [0.6, 0.6],
  tests: [0.4, 0.4],
  changed_by: [0, 0],
};

/**
 * Personalised PageRank: how likely a walk that begins at the seeds, and keeps coming back to them, is at each node. The sums are
 * made in the order of ids, so that the same graph gives the same numbers to the last digit.
 *
 * @param seeds - Weight by id; those outside the neighbourhood count nothing.
 */
export function pageRank({ nodes, edges }: Neighbourhood, seeds: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const ids = [...nodes.keys()];
  const place = new Map(ids.map((id, at) => [id, at]));
  const ways: { readonly from: number; readonly to: number; readonly weight: number }[] = [];
  const outgoing = new Float64Array(ids.length);
  const add = (from: number, to: number, weight: number): void => {
    if (weight === 0) return;
    ways.push({ from, to, weight });
    outgoing[from] = (outgoing[from] ?? 0) + weight;
  };
  for (const { from, to, kind, weight } of edges) {
    const [forwards, backwards] = meaning[kind];
    const [begin, end] = [place.get(from) ?? 0, place.get(to) ?? 0];
    add(begin, end, forwards * (1 + Math.log(weight)));
    add(end, begin, backwards * (1 + Math.log(weight)));
  }
  const start = startOf(ids, seeds);
  let rank = Float64Array.from(start);
  for (let turn = 0; turn < iterations; turn++) {
    const next = new Float64Array(ids.length);
    for (const { from, to, weight } of ways) next[to] = (next[to] ?? 0) + (damping * (rank[from] ?? 0) * weight) / (outgoing[from] ?? 1);
    // What has nowhere to go, and what the damping takes, begins again.
    const left = 1 - next.reduce((sum, value) => sum + value, 0);
    rank = next.map((value, at) => value + left * (start[at] ?? 0));
  }
  return new Map(ids.map((id, at) => [id, rank[at] ?? 0]));
}

/** Where walks begin: the seeds by weight, adding up to one. */
function startOf(ids: readonly string[], seeds: ReadonlyMap<string, number>): Float64Array {
  const weights = Float64Array.from(ids, (id) => seeds.get(id) ?? 0);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (sum === 0 ? 0 : weight / sum));
}
