import type { FileSlice } from './file-slice.ts';
import type { GraphEdge } from './graph-edge.ts';
import type { GraphNode } from './graph-node.ts';

/**
 * One write. Dropped files go first, then all nodes come, then all edges. Making it again changes nothing, so a write whose fate
 * is unknown is simply repeated.
 */
export interface GraphChange {
  /** Paths of files that are gone. Their nodes go, and every edge from or to them. */
  readonly drop: readonly string[];
  /** Files as they are now: what the graph had from them is replaced. Edges from other files to nodes that stay, stay. */
  readonly put: readonly FileSlice[];
  /** Runs and decisions, which belong to no file, with the edges that belong to them. They are added, never replaced. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The change that changes nothing. */
export const noChange: GraphChange = { drop: [], put: [], nodes: [], edges: [] };

/** Nodes and edges in a change, and files. */
export const rowsOf = ({ drop, put, nodes, edges }: GraphChange): number =>
  put.reduce((sum, slice) => sum + slice.nodes.length + slice.edges.length + 1, drop.length + nodes.length + edges.length);

/** Whether a change changes nothing. */
export const isEmptyChange = ({ drop, put, nodes, edges }: GraphChange): boolean =>
  drop.length + put.length + nodes.length + edges.length === 0;
