import type { CallContext } from '@artemis/core';
import { byEnds, compareText } from '../model/compare.ts';
import { edgeKinds, type GraphEdge } from '../model/graph-edge.ts';
import type { GraphNode } from '../model/graph-node.ts';
import type { GraphStore } from '../model/graph-store.ts';

/** A way between two nodes: the nodes in order, and the edges between them as they stand in the graph. */
export interface GraphPath {
  readonly nodes: readonly GraphNode[];
  /** One fewer than nodes. An edge may be walked against its direction. */
  readonly edges: readonly GraphEdge[];
}

const maxSteps = 16;
const maxNodes = 20_000;
const codeKinds = edgeKinds.filter((kind) => kind !== 'changed_by');

/**
 * A shortest way between two symbols or files, each named by id, path or name (`Clock.now`). Of several shortest ones always the same.
 *
 * @returns `null` when one of them is unknown, or no way of up to 16 steps was found.
 */
export async function shortestPath(store: GraphStore, from: string, to: string, call: CallContext): Promise<GraphPath | null> {
  const [starts, goals] = [await idsOf(store, from, call), new Set(await idsOf(store, to, call))];
  const cameBy = new Map<string, GraphEdge | null>(starts.map((id) => [id, null]));
  let frontier = starts;
  for (let step = 0; step <= maxSteps && frontier.length > 0 && goals.size > 0; step++) {
    const goal = frontier.find((id) => goals.has(id));
    if (goal !== undefined) return pathTo(store, goal, cameBy, call);
    if (cameBy.size > maxNodes) return null;
    frontier = await nextStep(store, frontier, cameBy, call);
  }
  return null;
}

/** What an id, path or name means, ids first. */
async function idsOf(store: GraphStore, name: string, call: CallContext): Promise<readonly string[]> {
  const byId = await store.nodes({ ids: [name] }, call);
  return (byId.length > 0 ? byId : await store.named(name, call)).map(({ id }) => id);
}

async function nextStep(
  store: GraphStore,
  frontier: readonly string[],
  cameBy: Map<string, GraphEdge | null>,
  call: CallContext,
): Promise<readonly string[]> {
  const at = { ids: frontier };
  const out = await store.edges({ at, direction: 'out', kinds: codeKinds }, call);
  const into = await store.edges({ at, direction: 'in', kinds: codeKinds }, call);
  const here = new Set(frontier);
  const next = new Map<string, GraphEdge>();
  for (const edge of [...out, ...into]) {
    const end = here.has(edge.from) ? edge.to : edge.from;
    const other = next.get(end);
    if (!cameBy.has(end) && (other === undefined || byEnds(edge, other) < 0)) next.set(end, edge);
  }
  for (const [end, { from, to, kind, weight }] of next) cameBy.set(end, { from, to, kind, weight });
  return [...next.keys()].sort(compareText);
}

async function pathTo(
  store: GraphStore,
  goal: string,
  cameBy: ReadonlyMap<string, GraphEdge | null>,
  call: CallContext,
): Promise<GraphPath> {
  const ids = [goal];
  const edges: GraphEdge[] = [];
  for (let edge = cameBy.get(goal); edge; edge = cameBy.get(ids[0] ?? '')) {
    edges.unshift(edge);
    ids.unshift(edge.from === ids[0] ? edge.to : edge.from);
  }
  const nodes = new Map((await store.nodes({ ids }, call)).map((node) => [node.id, node]));
  return { nodes: ids.flatMap((id) => nodes.get(id) ?? []), edges };
}
