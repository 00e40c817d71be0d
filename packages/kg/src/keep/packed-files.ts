import type { MemoryGraphStore } from '../memory/memory-graph-store.ts';
import type { EdgeWeights } from '../memory/edge-weights.ts';
import { edgeKinds } from '../model/graph-edge.ts';
import { nodeKinds, type GraphNode } from '../model/graph-node.ts';
import { fileId, symbolId } from '../model/node-id.ts';

/** A file in the snapshot: path, digest, source, nodes, and its edges as numbers, each of them four: from, to, kind and weight. */
export type PackedFile = readonly [string, string, string, readonly PackedNode[], readonly number[]];

/** A node: key, kind, name, id, detail, lines and words; 0 stands for what is missing, or is what one would expect. */
type PackedNode = readonly [number, number, string | 0, string | 0, string | 0, number, number, readonly string[]];

/** Packs a file of a graph; `null` when it is not there. */
export function packFile(store: MemoryGraphStore, path: string): PackedFile | null {
  const { keyed } = store;
  const stored = store.file(path);
  if (stored === undefined) return null;
  const edges: number[] = [];
  for (const key of stored.keys) {
    keyed.eachLink(key, (to, kind, weight) => {
      if (kind !== 'changed_by') edges.push(Number(key), Number(to), edgeKinds.indexOf(kind), weight);
    });
  }
  return [path, stored.digest, stored.source, stored.keys.map((key) => packNode(Number(key), path, keyed.node(key))), edges];
}

function packNode(key: number, path: string, { id, kind, name, detail, startLine, endLine, words }: GraphNode): PackedNode {
  const expected = id === expectedId(path, name);
  return [key, nodeKinds.indexOf(kind), name === path ? 0 : name, expected ? 0 : id, detail ?? 0, startLine ?? 0, endLine ?? 0, words];
}

/** Puts the nodes of files into a graph. All nodes come before all edges. */
export function unpackNodes(store: MemoryGraphStore, [path, digest, source, nodes]: PackedFile): void {
  const keys = nodes.map(([key, kind, packedName, packedId, detail, startLine, endLine, words]) => {
    const name = packedName === 0 ? path : packedName;
    const id = packedId === 0 ? expectedId(path, name) : packedId;
    const known = { id, kind: nodeKinds[kind] ?? 'symbol', name, path } as const;
    const node =
      detail !== 0 && startLine !== 0 && endLine !== 0
        ? { ...known, detail, startLine, endLine, words }
        : { ...known, ...(detail !== 0 && { detail }), ...(startLine !== 0 && { startLine }), ...(endLine !== 0 && { endLine }), words };
    return store.keyed.addAs(key, node);
  });
  store.restoreFile(path, { digest, source, keys });
}

/** Puts their edges in. One whose end has gone since is left out. */
export function unpackEdges({ keyed }: MemoryGraphStore, edges: readonly number[]): void {
  for (let at = 0; at + 3 < edges.length;) {
    const [from = -1, to = -1] = [edges[at], edges[at + 1]];
    const weights: EdgeWeights = {};
    for (; edges[at] === from && edges[at + 1] === to; at += 4) weights[edgeKinds[edges[at + 2] ?? 0] ?? 'references'] = edges[at + 3] ?? 1;
    keyed.restoreEdge(from, to, weights);
  }
}

const expectedId = (path: string, name: string): string => (name === path ? fileId(path) : symbolId(path, name, 1));
