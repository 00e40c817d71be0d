import { setImmediate } from 'node:timers/promises';
import type { CallContext } from '@artemis/core';
import { byEnds, byId } from '../model/compare.ts';
import type { FileSlice } from '../model/file-slice.ts';
import type { GraphChange } from '../model/graph-change.ts';
import type { GraphDocument } from '../model/graph-document.ts';
import type { GraphEdge } from '../model/graph-edge.ts';
import type { GraphNode } from '../model/graph-node.ts';
import { maxEdgesPerQuery, type EdgeQuery, type FoundEdge, type GraphStore, type NodeSelection } from '../model/graph-store.ts';
import { KeyedGraph, type SeeEdge } from './keyed-graph.ts';
import type { StoredFile } from './stored-file.ts';

/** Edges that are collected without a pause. */
const edgesAtOnce = 10_000;

/** A project's graph in this process. It needs nothing that could fail. */
export class MemoryGraphStore implements GraphStore {
  readonly name = 'in-memory';
  /** For those who keep it on disk. Only this store writes to it. */
  readonly keyed: KeyedGraph;
  readonly #files = new Map<string, StoredFile>();
  /** Keys of runs and decisions. */
  readonly #history = new Set<string>();

  private constructor(keyed: KeyedGraph) {
    this.keyed = keyed;
  }

  /** Makes an empty one. @throws KgError `ARTEMIS_E_KG_PACKAGE` when graphology cannot be loaded. */
  static async open(): Promise<MemoryGraphStore> {
    return new MemoryGraphStore(await KeyedGraph.open());
  }

  async apply(changes: readonly GraphChange[], { signal }: CallContext): Promise<void> {
    signal.throwIfAborted();
    for (const change of changes) this.change(change);
  }

  /** What {@link apply} does with one change, at once. Answers what of it counted: edges without both ends are gone from it. */
  change({ drop, put, nodes, edges }: GraphChange): GraphChange {
    for (const path of drop) this.#dropFile(path);
    for (const slice of put) this.#putNodes(slice);
    for (const node of nodes) this.#history.add(this.keyed.put(node));
    const isCounted = (edge: GraphEdge): boolean => this.#link(edge);
    const counted = put.map((slice) => withEdges(slice, slice.edges.filter(isCounted)));
    return { drop, put: counted, nodes, edges: edges.filter(isCounted) };
  }

  get paths(): IterableIterator<string> {
    return this.#files.keys();
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** What is kept of a file beside its nodes and edges. */
  file(path: string): StoredFile | undefined {
    return this.#files.get(path);
  }

  /** Ids of a file's nodes, in the order they stand. */
  idsOf(path: string): readonly string[] {
    return this.#keysIn([path]).map((key) => this.keyed.node(key).id);
  }

  /** Paths of the files that a file tests. */
  testedBy(path: string): ReadonlySet<string> {
    const tested = new Set<string>();
    for (const key of this.#files.get(path)?.keys.slice(0, 1) ?? [])
      this.keyed.eachOut(key, (_, to, kind) => kind === 'tests' && to.path !== undefined && tested.add(to.path));
    return tested;
  }

  /** Notes a file whose nodes were put into {@link keyed}. */
  restoreFile(path: string, file: StoredFile): void {
    this.#files.set(path, file);
  }

  /** What {@link digests} answers, at once. */
  get digestsNow(): ReadonlyMap<string, string> {
    return new Map([...this.#files].map(([path, { digest }]) => [path, digest]));
  }

  async digests({ signal }: CallContext): Promise<ReadonlyMap<string, string>> {
    signal.throwIfAborted();
    return this.digestsNow;
  }

  async nodes(selection: NodeSelection, { signal }: CallContext): Promise<readonly GraphNode[]> {
    signal.throwIfAborted();
    return this.#nodesOf(this.#keysOf(selection));
  }

  async named(name: string, { signal }: CallContext): Promise<readonly GraphNode[]> {
    signal.throwIfAborted();
    const found: GraphNode[] = [];
    this.keyed.eachNode((node) => node.name === name && node.path !== undefined && found.push(node));
    return found.sort(byId);
  }

  async matching(words: readonly string[], limit: number, { signal }: CallContext): Promise<readonly GraphNode[]> {
    signal.throwIfAborted();
    const wanted = new Set(words);
    const byHits: GraphNode[][] = [];
    this.keyed.eachNode((node) => {
      if (node.path === undefined) return;
      let hits = 0;
      for (const word of node.words) if (wanted.has(word)) hits += 1;
      if (hits > 0) (byHits[hits] ??= []).push(node);
    });
    const best: GraphNode[] = [];
    // Sorting takes longer than counting: groups that have no room left are not sorted.
    for (let hits = byHits.length - 1; hits > 0 && best.length < limit; hits--) best.push(...(byHits[hits] ?? []).sort(byId));
    return best.slice(0, limit);
  }

  async tests({ signal }: CallContext): Promise<readonly GraphNode[]> {
    signal.throwIfAborted();
    const files = [...this.#files.values()].flatMap(({ keys: [first] }) => (first === undefined ? [] : this.keyed.node(first)));
    return files.filter(({ kind }) => kind === 'test').sort(byId);
  }

  async edges({ at, direction, kinds }: EdgeQuery, { signal }: CallContext): Promise<readonly FoundEdge[]> {
    signal.throwIfAborted();
    const found: FoundEdge[] = [];
    const wanted = new Set(kinds);
    const see: SeeEdge = (from, to, kind, weight) => {
      if (wanted.has(kind)) found.push({ from: from.id, to: to.id, kind, weight, fromPath: from.path, toPath: to.path });
    };
    let nextPause = edgesAtOnce;
    for (const key of this.#keysOf(at)) {
      // It may have gone in a pause.
      if (this.keyed.has(key)) this.keyed[direction === 'out' ? 'eachOut' : 'eachIn'](key, see);
      if (found.length < nextPause) continue;
      nextPause = found.length + edgesAtOnce;
      await setImmediate();
      signal.throwIfAborted();
    }
    return found.length > maxEdgesPerQuery ? found.sort(byEnds).slice(0, maxEdgesPerQuery) : found;
  }

  async export({ signal }: CallContext): Promise<GraphDocument> {
    signal.throwIfAborted();
    return this.document();
  }

  /** What {@link export} answers, at once. */
  document(): GraphDocument {
    const nodes: GraphNode[] = [];
    this.keyed.eachNode((node) => nodes.push(node));
    const edges = nodes.flatMap((node) => this.#edgesFrom(this.keyed.find(node.id) ?? ''));
    return { nodes: nodes.sort(byId), edges: edges.sort(byEnds) };
  }

  /** The slices of files, as they were put in as far as their edges found both ends. Paths that are not here are left out. */
  slices(paths: readonly string[]): readonly FileSlice[] {
    return paths.flatMap((path) => {
      const file = this.#files.get(path);
      if (file === undefined) return [];
      const { digest, source, keys } = file;
      const edges = keys.flatMap((key) => this.#edgesFrom(key)).filter(({ kind }) => kind !== 'changed_by');
      return { path, digest, source, nodes: keys.map((key) => this.keyed.node(key)), edges: edges.sort(byEnds) };
    });
  }

  /** Runs and decisions, and the edges that belong to them. */
  history(): GraphDocument {
    const edges: GraphEdge[] = [];
    for (const key of this.#history) {
      edges.push(...this.#edgesFrom(key));
      // What leads from one of them to another is there already.
      this.keyed.eachIn(key, (from, to, kind, weight) => from.path !== undefined && edges.push({ from: from.id, to: to.id, kind, weight }));
    }
    return { nodes: this.#nodesOf([...this.#history]), edges: edges.sort(byEnds) };
  }

  #nodesOf(keys: readonly string[]): GraphNode[] {
    return keys.map((key) => this.keyed.node(key)).sort(byId);
  }

  #keysOf(selection: NodeSelection): readonly string[] {
    if ('paths' in selection) return this.#keysIn(selection.paths);
    return [...new Set(selection.ids)].flatMap((id) => this.keyed.find(id) ?? []);
  }

  #keysIn(paths: readonly string[]): readonly string[] {
    return [...new Set(paths)].flatMap((path) => this.#files.get(path)?.keys ?? []);
  }

  #edgesFrom(key: string): GraphEdge[] {
    const edges: GraphEdge[] = [];
    this.keyed.eachOut(key, (from, to, kind, weight) => edges.push({ from: from.id, to: to.id, kind, weight }));
    return edges;
  }

  #dropFile(path: string): void {
    for (const key of this.#keysIn([path])) this.keyed.remove(key);
    this.#files.delete(path);
  }

  /** Takes out what a file will not have any more, and every edge that is its own, and puts its nodes in. */
  #putNodes({ path, digest, source, nodes }: FileSlice): void {
    const staying = new Set(nodes.map(({ id }) => id));
    for (const key of this.#keysIn([path])) {
      if (staying.has(this.keyed.node(key).id)) this.keyed.unlink(key);
      else this.keyed.remove(key);
    }
    // Two symbols of a hostile file may have one id.
    this.#files.set(path, { digest, source, keys: [...new Set(nodes.map((node) => this.keyed.put(node)))] });
  }

  #link({ from, to, kind, weight }: GraphEdge): boolean {
    const [begin, end] = [this.keyed.find(from), this.keyed.find(to)];
    if (begin === undefined || end === undefined) return false;
    this.keyed.link(begin, end, kind, weight);
    return true;
  }
}

const withEdges = (slice: FileSlice, edges: readonly GraphEdge[]): FileSlice =>
  edges.length === slice.edges.length ? slice : { ...slice, edges };
