import type { CallContext } from '@artemis/core';
import type { EdgeKind, GraphEdge } from './graph-edge.ts';
import type { GraphChange } from './graph-change.ts';
import type { GraphDocument } from './graph-document.ts';
import type { GraphNode } from './graph-node.ts';

/** Which nodes are meant: some by id, or all of some files. */
export type NodeSelection = { readonly ids: readonly string[] } | { readonly paths: readonly string[] };

/** Which edges at some nodes are wanted. */
export interface EdgeQuery {
  readonly at: NodeSelection;
  /** `out`: those that begin there; `in`: those that end there. */
  readonly direction: 'out' | 'in';
  readonly kinds: readonly EdgeKind[];
}

/**
 * Where a project's graph is kept. There are two, and they give the same answers, all but edges in the same order: by id, by code point.
 * An abort rejects with the signal's reason; what was being written is then written or not, and may be written again.
 */
export interface GraphStore {
  /** Short name, such as `neo4j`. */
  readonly name: string;
  /** Applies changes in order, each as a whole as far as readers that come later are concerned. */
  apply(changes: readonly GraphChange[], call: CallContext): Promise<void>;
  /** Digest of the slice of each file, by path. A file whose write did not end has none. */
  digests(call: CallContext): Promise<ReadonlyMap<string, string>>;
  nodes(selection: NodeSelection, call: CallContext): Promise<readonly GraphNode[]>;
  /** Nodes with exactly this name, be they files or symbols. */
  named(name: string, call: CallContext): Promise<readonly GraphNode[]>;
  /** Files, tests and symbols that have some of the words in their names; those with most of them first. At most `limit`. */
  matching(words: readonly string[], limit: number, call: CallContext): Promise<readonly GraphNode[]>;
  /** Every file that is a test, by path. */
  tests(call: CallContext): Promise<readonly GraphNode[]>;
  /** Edges, in no particular order. At most `maxEdgesPerQuery`: then the first by their two ends and kind. */
  edges(query: EdgeQuery, call: CallContext): Promise<readonly FoundEdge[]>;
  /** The whole graph of the project. */
  export(call: CallContext): Promise<GraphDocument>;
}

/** An edge with the files its ends belong to. */
export interface FoundEdge extends GraphEdge {
  readonly fromPath: string | undefined;
  readonly toPath: string | undefined;
}

/** Most edges one query answers with; the rest, by id, is left out. */
export const maxEdgesPerQuery = 50_000;
