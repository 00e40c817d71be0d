// The plugin
export { default, default as kgPlugin } from './kg-plugin.ts';
export type { KgOptions, KgPorts } from './kg-options.ts';
export type { Neo4jOptions } from './neo4j/neo4j-options.ts';

// One project's graph
export {
  openCodeGraph,
  type AskOptions,
  type GraphAnswer,
  type GraphSummary,
  type OpenCodeGraph,
  type OpenOptions,
} from './open-code-graph.ts';
export type { RunRecord } from './facts/run-record.ts';
export type { AffectedFile } from './query/affected-files.ts';
export type { GraphPath } from './query/shortest-path.ts';
export type { GraphDocument } from './model/graph-document.ts';
export type { GraphNode, NodeKind } from './model/graph-node.ts';
export type { EdgeKind, GraphEdge } from './model/graph-edge.ts';

// Errors
export { KgError } from './kg-error.ts';
export { kgErrorCodes, type KgErrorCode } from './error-codes.ts';
