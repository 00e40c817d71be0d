import type { GraphEdge } from './graph-edge.ts';
import type { GraphNode } from './graph-node.ts';

/** What one file puts into the graph: its own nodes, and the edges that begin at them. */
export interface FileSlice {
  readonly path: string;
  /** Of nodes and edges. While it stays the same, nothing has to be written. */
  readonly digest: string;
  /** Hash of the content it was made of; empty where that is not known. */
  readonly source: string;
  /** The file first, then its symbols. */
  readonly nodes: readonly GraphNode[];
  /** Edges may lead to nodes of other files; one whose end is not in the graph is left out. */
  readonly edges: readonly GraphEdge[];
}
