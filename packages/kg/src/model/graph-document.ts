import type { GraphEdge } from './graph-edge.ts';
import type { GraphNode } from './graph-node.ts';

/** A whole graph as plain JSON. Nodes are sorted by id, edges by their two ends and kind, so that equal graphs are equal texts. */
export interface GraphDocument {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
