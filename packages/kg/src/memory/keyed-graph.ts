import type { DirectedGraph } from 'graphology';
import { KgError } from '../kg-error.ts';
import type { EdgeKind } from '../model/graph-edge.ts';
import type { GraphNode } from '../model/graph-node.ts';
import { countOf, eachWeight, ofRuns, type EdgeWeights } from './edge-weights.ts';

/** Told of an edge: the nodes at its ends, its kind and its weight. */
export type SeeEdge = (from: GraphNode, to: GraphNode, kind: EdgeKind, weight: number) => void;

/**
 * A graph of graphology whose nodes stand under short numbers instead of their ids, and where all edges from one node to another are
 * one with several weights: both take much less memory and time. A number is given once and never again.
 */
export class KeyedGraph {
  readonly #graph: DirectedGraph<GraphNode, EdgeWeights>;
  readonly #keys = new Map<string, string>();
  /** Keys by number: the same text each time costs less than an equal one. */
  readonly #byNumber: (string | undefined)[] = [];
  #nextKey = 0;
  #nextEdge = 0;
  #edgeCount = 0;

  private constructor(graph: DirectedGraph<GraphNode, EdgeWeights>) {
    this.#graph = graph;
  }

  /** Makes an empty one. @throws KgError `ARTEMIS_E_KG_PACKAGE` when graphology cannot be loaded. */
  static async open(): Promise<KeyedGraph> {
    try {
      const { DirectedGraph } = await import('graphology');
      return new KeyedGraph(new DirectedGraph<GraphNode, EdgeWeights>());
    } catch (error) {
      throw new KgError('ARTEMIS_E_KG_PACKAGE', 'The package "graphology" cannot be loaded.', { cause: error });
    }
  }

  get nodeCount(): number {
    return this.#graph.order;
  }

  /** Each kind between two nodes counts. */
  get edgeCount(): number {
    return this.#edgeCount;
  }

  /** Key of a node by its id. */
  find(id: string): string | undefined {
    return this.#keys.get(id);
  }

  has(key: string): boolean {
    return this.#graph.hasNode(key);
  }

  node(key: string): GraphNode {
    return this.#graph.getNodeAttributes(key);
  }

  eachNode(use: (node: GraphNode) => void): void {
    this.#graph.forEachNode((_, node) => use(node));
  }

  /** Adds a node, or puts it in the place of the one with its id. */
  put(node: GraphNode): string {
    const known = this.#keys.get(node.id);
    if (known === undefined) return this.addAs(this.#nextKey, node);
    this.#graph.replaceNodeAttributes(known, node);
    return known;
  }

  /** Adds a node that is not here under a number that was never given. */
  addAs(number: number, node: GraphNode): string {
    const key = String(number);
    this.#nextKey = Math.max(this.#nextKey, number + 1);
    this.#graph.addNode(key, node);
    this.#keys.set(node.id, key);
    this.#byNumber[number] = key;
    return key;
  }

  /** Removes a node and every edge from or to it. */
  remove(key: string): void {
    this.#keys.delete(this.node(key).id);
    this.#byNumber[Number(key)] = undefined;
    this.#graph.forEachEdge(key, (_, weights) => (this.#edgeCount -= countOf(weights)));
    this.#graph.dropNode(key);
  }

  /** Adds an edge between two nodes that are here, or gives the one of its kind another weight. */
  link(from: string, to: string, kind: EdgeKind, weight: number): void {
    const edge = this.#graph.directedEdge(from, to);
    if (edge === undefined) {
      this.#add(from, to, { [kind]: weight });
      return;
    }
    if (this.#graph.getEdgeAttribute(edge, kind) === undefined) this.#edgeCount += 1;
    this.#graph.setEdgeAttribute(edge, kind, weight);
  }

  /** Adds an edge that is not here between two nodes, by their numbers. One whose end is not here is left out. */
  restoreEdge(from: number, to: number, weights: EdgeWeights): void {
    const [begin, end] = [this.#byNumber[from], this.#byNumber[to]];
    if (begin !== undefined && end !== undefined) this.#add(begin, end, weights);
  }

  /** Takes away the edges that begin at a node, but for those of runs. */
  unlink(key: string): void {
    for (const edge of this.#graph.outEdges(key)) {
      const weights = this.#graph.getEdgeAttributes(edge);
      const left = ofRuns(weights);
      this.#edgeCount += countOf(left) - countOf(weights);
      if (countOf(left) > 0) this.#graph.replaceEdgeAttributes(edge, left);
      else this.#graph.dropEdge(edge);
    }
  }

  eachOut(key: string, use: SeeEdge): void {
    this.#graph.forEachOutEdge(key, (_, weights, _from, _to, from, to) =>
      eachWeight(weights, (kind, weight) => use(from, to, kind, weight)),
    );
  }

  eachIn(key: string, use: SeeEdge): void {
    this.#graph.forEachInEdge(key, (_, weights, _from, _to, from, to) =>
      eachWeight(weights, (kind, weight) => use(from, to, kind, weight)),
    );
  }

  /** Edges that begin at a node with the keys they lead to. */
  eachLink(key: string, use: (to: string, kind: EdgeKind, weight: number) => void): void {
    this.#graph.forEachOutEdge(key, (_, weights, _from, to) => eachWeight(weights, (kind, weight) => use(to, kind, weight)));
  }

  /** With a short key: those graphology makes are long. */
  #add(from: string, to: string, weights: EdgeWeights): void {
    this.#graph.addDirectedEdgeWithKey(String(this.#nextEdge++), from, to, weights);
    this.#edgeCount += countOf(weights);
  }
}
