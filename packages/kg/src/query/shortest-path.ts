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

/** What was reached from one end. */
interface Side {
  /** The edge by which each node was reached; `null` for where it began. */
  readonly cameBy: Map<string, GraphEdge | null>;
  /** Nodes that were reached last. */
  frontier: readonly string[];
}

/**
 * A shortest way between two symbols or files, each named by id, path or name (`Clock.now`). Of several shortest ones always the same.
 * It is sought from both ends, a step at a time from the end that has reached less: far fewer nodes are looked at that way.
 *
 * @returns `null` when one of them is unknown, or no way of up to 16 steps was found.
 */
export async function shortestPath(store: GraphStore, from: string, to: string, call: CallContext): Promise<GraphPath | null> {
  const [start, goal] = [sideFrom(await idsOf(store, from, call)), sideFrom(await idsOf(store, to, call))];
  for (let step = 0; ; step++) {
    const [meeting] = [...start.frontier, ...goal.frontier].filter((id) => start.cameBy.has(id) && goal.cameBy.has(id)).sort(compareText);
    if (meeting !== undefined) return pathThrough(store, meeting, start, goal, call);
    const side = start.frontier.length <= goal.frontier.length ? start : goal;
    if (step === maxSteps || side.frontier.length === 0 || start.cameBy.size + goal.cameBy.size > maxNodes) return null;
    side.frontier = await nextStep(store, side, call);
  }
}

const sideFrom = (ids: readonly string[]): Side => ({ cameBy: new Map(ids.map((id) => [id, null])), frontier: ids });

/** What an id, path or name means, ids first. */
async function idsOf(store: GraphStore, name: string, call: CallContext): Promise<readonly string[]> {
  const byId = await store.nodes({ ids: [name] }, call);
  return (byId.length > 0 ? byId : await store.named(name, call)).map(({ id }) => id);
}

async function nextStep(store: GraphStore, { frontier, cameBy }: Side, call: CallContext): Promise<readonly string[]> {
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

async function pathThrough(store: GraphStore, meeting: string, start: Side, goal: Side, call: CallContext): Promise<GraphPath> {
  const [before, after] = [backwards(meeting, start), backwards(meeting, goal)];
  const ids = [...before.ids.toReversed(), meeting, ...after.ids];
  const nodes = new Map((await store.nodes({ ids }, call)).map((node) => [node.id, node]));
  return { nodes: ids.flatMap((id) => nodes.get(id) ?? []), edges: [...before.edges.toReversed(), ...after.edges] };
}

/** The nodes and edges from one that was reached to where its side began. */
function backwards(reached: string, { cameBy }: Side): { readonly ids: readonly string[]; readonly edges: readonly GraphEdge[] } {
  const ids: string[] = [];
  const edges: GraphEdge[] = [];
  let at = reached;
  for (let edge = cameBy.get(at); edge; edge = cameBy.get(at)) {
    at = edge.from === at ? edge.to : edge.from;
    ids.push(at);
    edges.push(edge);
  }
  return { ids, edges };
}
