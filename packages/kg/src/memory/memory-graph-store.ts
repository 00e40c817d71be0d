import type { CallContext } from '@artemis/core';
import type { MultiDirectedGraph } from 'graphology';
import { byEnds, byId } from '../model/compare.ts';
import type { FileSlice } from '../model/file-slice.ts';
import type { GraphChange } from '../model/graph-change.ts';
import type { GraphDocument } from '../model/graph-document.ts';
import type { GraphEdge } from '../model/graph-edge.ts';
import type { GraphNode } from '../model/graph-node.ts';
import { maxEdgesPerQuery, type EdgeQuery, type FoundEdge, type GraphStore, type NodeSelection } from '../model/graph-store.ts';

type EdgeAttributes = Pick<GraphEdge, 'kind' | 'weight'>;

/** The graph of graphology that a {@link MemoryGraphStore} keeps. */
export type NodesAndEdges = MultiDirectedGraph<GraphNode, EdgeAttributes>;

/** A project's graph in this process. It needs nothing that could fail. */
export class MemoryGraphStore implements GraphStore {
  readonly name = 'in-memory';
  readonly #graph: NodesAndEdges;
  readonly #digests = new Map<string, string>();
  readonly #byPath = new Map<string, Set<string>>();

  constructor(graph: NodesAndEdges) {
    this.#graph = graph;
  }

  async apply(changes: readonly GraphChange[], { signal }: CallContext): Promise<void> {
    signal.throwIfAborted();
    for (const change of changes) this.change(change);
  }

  /** What {@link apply} does with one change, at once. Answers what of it counted: edges without both ends are gone from it. */
  change({ drop, put, nodes, edges }: GraphChange): GraphChange {
    for (const path of drop) this.#dropFile(path);
    for (const slice of put) this.#clear(slice);
    for (const node of [...put.flatMap((slice) => slice.nodes), ...nodes]) this.#addNode(node);
    const counted = { drop, put: put.map((slice) => ({ ...slice, edges: slice.edges.filter((edge) => this.#addEdge(edge)) })), nodes };
    for (const { path, digest } of put) this.#digests.set(path, digest);
    return { ...counted, edges: edges.filter((edge) => this.#addEdge(edge)) };
  }

  /** What {@link digests} answers, at once. */
  get digestsNow(): ReadonlyMap<string, string> {
    return this.#digests;
  }

  async digests({ signal }: CallContext): Promise<ReadonlyMap<string, string>> {
    signal.throwIfAborted();
    return new Map(this.#digests);
  }

  async nodes(selection: NodeSelection, { signal }: CallContext): Promise<readonly GraphNode[]> {
    signal.throwIfAborted();
    return this.#idsOf(selection)
      .map((id) => this.#graph.getNodeAttributes(id))
      .sort(byId);
  }

  async named(name: string, { signal }: CallContext): Promise<readonly GraphNode[]> {
    signal.throwIfAborted();
    return this.#code()
      .filter((node) => node.name === name)
      .sort(byId);
  }

  async matching(words: readonly string[], limit: number, { signal }: CallContext): Promise<readonly GraphNode[]> {
    signal.throwIfAborted();
    const wanted = new Set(words);
    return this.#code()
      .map((node) => ({ node, hits: node.words.filter((word) => wanted.has(word)).length }))
      .filter(({ hits }) => hits > 0)
      .sort((one, other) => other.hits - one.hits || byId(one.node, other.node))
      .slice(0, limit)
      .map(({ node }) => node);
  }

  async tests({ signal }: CallContext): Promise<readonly GraphNode[]> {
    signal.throwIfAborted();
    return this.#graph
      .filterNodes((_, { kind }) => kind === 'test')
      .map((id) => this.#graph.getNodeAttributes(id))
      .sort(byId);
  }

  async edges({ at, direction, kinds }: EdgeQuery, { signal }: CallContext): Promise<readonly FoundEdge[]> {
    signal.throwIfAborted();
    const found: FoundEdge[] = [];
    for (const id of this.#idsOf(at)) {
      const each = (_: string, { kind, weight }: EdgeAttributes, from: string, to: string, source: GraphNode, target: GraphNode): void => {
        if (!kinds.includes(kind)) return;
        const paths = {
          ...(source.path !== undefined && { fromPath: source.path }),
          ...(target.path !== undefined && { toPath: target.path }),
        };
        found.push({ from, to, kind, weight, ...paths });
      };
      if (direction === 'out') this.#graph.forEachOutEdge(id, each);
      else this.#graph.forEachInEdge(id, each);
    }
    return found.sort(byEnds).slice(0, maxEdgesPerQuery);
  }

  async export({ signal }: CallContext): Promise<GraphDocument> {
    signal.throwIfAborted();
    return this.document();
  }

  /** What {@link export} answers, at once. */
  document(): GraphDocument {
    const edges = this.#graph.mapEdges((_, { kind, weight }, from, to): GraphEdge => ({ from, to, kind, weight }));
    return { nodes: this.#graph.mapNodes((_, node) => node).sort(byId), edges: edges.sort(byEnds) };
  }

  /** The slices of files, as they were put in as far as their edges found both ends. Paths that are not here are left out. */
  slices(paths: readonly string[]): readonly FileSlice[] {
    return paths.flatMap((path) => {
      const digest = this.#digests.get(path);
      const ids = [...(this.#byPath.get(path) ?? [])];
      if (digest === undefined) return [];
      const edges = ids.flatMap((id) => this.#ownEdges(id)).map((key) => this.#edge(key));
      return [{ path, digest, nodes: ids.map((id) => this.#graph.getNodeAttributes(id)).sort(byId), edges: edges.sort(byEnds) }];
    });
  }

  /** Runs and decisions, and the edges that belong to them. */
  history(): GraphDocument {
    const { nodes, edges } = this.document();
    const own = nodes.filter(({ path }) => path === undefined);
    const ids = new Set(own.map(({ id }) => id));
    return { nodes: own, edges: edges.filter(({ from, to }) => ids.has(from) || ids.has(to)) };
  }

  #code(): GraphNode[] {
    return this.#graph.filterNodes((_, { path }) => path !== undefined).map((id) => this.#graph.getNodeAttributes(id));
  }

  #idsOf(selection: NodeSelection): string[] {
    if ('ids' in selection) return [...new Set(selection.ids)].filter((id) => this.#graph.hasNode(id));
    return [...new Set(selection.paths)].flatMap((path) => [...(this.#byPath.get(path) ?? [])]);
  }

  #dropFile(path: string): void {
    for (const id of this.#byPath.get(path) ?? []) this.#graph.dropNode(id);
    this.#byPath.delete(path);
    this.#digests.delete(path);
  }

  /** Takes out what a file will not have any more, and every edge that is its own. */
  #clear({ path, nodes }: FileSlice): void {
    const staying = new Set(nodes.map(({ id }) => id));
    for (const id of this.#byPath.get(path) ?? []) {
      if (staying.has(id)) for (const edge of this.#ownEdges(id)) this.#graph.dropEdge(edge);
      else this.#graph.dropNode(id);
    }
    this.#byPath.set(path, staying);
    this.#digests.delete(path);
  }

  /** Edges that the file of a node has put in: those that begin there, but not the ones a run added. */
  #ownEdges(id: string): string[] {
    return this.#graph.filterOutEdges(id, (_, { kind }) => kind !== 'changed_by');
  }

  #edge(key: string): GraphEdge {
    return { from: this.#graph.source(key), to: this.#graph.target(key), ...this.#graph.getEdgeAttributes(key) };
  }

  #addNode(node: GraphNode): void {
    if (this.#graph.hasNode(node.id)) this.#graph.replaceNodeAttributes(node.id, node);
    else this.#graph.addNode(node.id, node);
  }

  #addEdge({ from, to, kind, weight }: GraphEdge): boolean {
    if (!this.#graph.hasNode(from) || !this.#graph.hasNode(to)) return false;
    const key = `${kind}\n${from}\n${to}`;
    if (this.#graph.hasEdge(key)) this.#graph.replaceEdgeAttributes(key, { kind, weight });
    else this.#graph.addEdgeWithKey(key, from, to, { kind, weight });
    return true;
  }
}
