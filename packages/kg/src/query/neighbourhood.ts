import type { CallContext } from '@artemis/core';
import { byEnds, compareText } from '../model/compare.ts';
import { edgeKinds, type EdgeKind, type GraphEdge } from '../model/graph-edge.ts';
import type { GraphNode } from '../model/graph-node.ts';
import type { GraphStore } from '../model/graph-store.ts';

/** A part of the graph. */
export interface Neighbourhood {
  /** By id, in the order of ids. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** All edges have both ends in it. */
  readonly edges: readonly GraphEdge[];
}

const maxHops = 2;
const maxNodes = 3_000;
const codeKinds: readonly EdgeKind[] = edgeKinds.filter((kind) => kind !== 'changed_by');

/** The nodes within two steps of some, along edges of code in either direction. Ends early when there are many. */
export async function neighbourhood(store: GraphStore, seeds: readonly string[], call: CallContext): Promise<Neighbourhood> {
  const ids = new Set(seeds);
  const edges: GraphEdge[] = [];
  /** Nodes all of whose edges were seen. */
  const done = new Set<string>();
  let frontier: readonly string[] = seeds;
  for (let hop = 0; hop < maxHops && frontier.length > 0 && ids.size < maxNodes; hop++) {
    const at = { ids: frontier };
    const here = new Set(frontier);
    const out = await store.edges({ at, direction: 'out', kinds: codeKinds }, call);
    const into = await store.edges({ at, direction: 'in', kinds: codeKinds }, call);
    const fresh = [...out.filter(({ to }) => !done.has(to)), ...into.filter(({ from }) => !done.has(from) && !here.has(from))];
    for (const { from, to, kind, weight } of fresh) edges.push({ from, to, kind, weight });
    for (const id of frontier) done.add(id);
    const next = new Set(fresh.map(({ from, to }) => (here.has(from) ? to : from)).filter((id) => !ids.has(id)));
    frontier = [...next].sort(compareText).slice(0, maxNodes - ids.size);
    for (const id of frontier) ids.add(id);
  }
  const nodes = await store.nodes({ ids: [...ids].sort(compareText) }, call);
  const known = new Map(nodes.map((node) => [node.id, node]));
  const inside = edges.filter(({ from, to }) => known.has(from) && known.has(to));
  return { nodes: known, edges: inside.sort(byEnds) };
}
