import type { CallContext } from '@artemis/core';
import { KgError } from '../kg-error.ts';
import { byEnds, byId } from '../model/compare.ts';
import type { FileSlice } from '../model/file-slice.ts';
import type { GraphChange } from '../model/graph-change.ts';
import type { GraphDocument } from '../model/graph-document.ts';
import { edgeKinds, type GraphEdge } from '../model/graph-edge.ts';
import type { GraphNode } from '../model/graph-node.ts';
import { maxEdgesPerQuery, type EdgeQuery, type FoundEdge, type GraphStore, type NodeSelection } from '../model/graph-store.ts';
import type { BoltClient, Row } from './bolt-client.ts';
import { readEdges, readNodes } from './read-rows.ts';
import * as statements from './statements.ts';
import { planEdges, planNodes, planWrites } from './write-plan.ts';

/** How far a writer has told Neo4j of its writes. */
export interface WriterMark {
  readonly writer: string;
  /** Number of its last write that Neo4j has. */
  readonly applied: number;
}

/** A project's graph in Neo4j. One database holds many projects. */
export class Neo4jGraphStore implements GraphStore {
  readonly name = 'neo4j';
  readonly #client: BoltClient;
  readonly #project: string;

  constructor(client: BoltClient, project: string) {
    this.#client = client;
    this.#project = project;
  }

  async apply(changes: readonly GraphChange[], call: CallContext): Promise<void> {
    for (const transaction of planWrites(this.#project, changes)) await this.#client.write(transaction, call);
  }

  /** Puts the nodes of files in. What was there of them, their edges and their digests go. */
  async putNodes(slices: readonly FileSlice[], call: CallContext): Promise<void> {
    for (const transaction of planNodes(this.#project, slices)) await this.#client.write(transaction, call);
  }

  /** Puts the edges and digests of files in, after all nodes they lead to. */
  async putEdges(slices: readonly FileSlice[], call: CallContext): Promise<void> {
    for (const transaction of planEdges(this.#project, slices)) await this.#client.write(transaction, call);
  }

  async digests(call: CallContext): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#read(statements.digestsOfFiles, {}, call);
    return new Map(
      rows.flatMap(({ path, digest }) => (typeof path === 'string' && typeof digest === 'string' ? [[path, digest] as const] : [])),
    );
  }

  async nodes(selection: NodeSelection, call: CallContext): Promise<readonly GraphNode[]> {
    const rows =
      'ids' in selection
        ? await this.#read(statements.nodesById, { ids: unique(selection.ids) }, call)
        : await this.#read(statements.nodesByPath, { paths: unique(selection.paths) }, call);
    return readNodes(rows).sort(byId);
  }

  async named(name: string, call: CallContext): Promise<readonly GraphNode[]> {
    return readNodes(await this.#read(statements.nodesByName, { name }, call)).sort(byId);
  }

  async matching(words: readonly string[], limit: number, call: CallContext): Promise<readonly GraphNode[]> {
    return readNodes(await this.#read(statements.nodesWithWords, { words: unique(words), limit }, call));
  }

  async tests(call: CallContext): Promise<readonly GraphNode[]> {
    return readNodes(await this.#read(statements.testNodes, {}, call)).sort(byId);
  }

  async edges({ at, direction, kinds }: EdgeQuery, call: CallContext): Promise<readonly FoundEdge[]> {
    const [text, wanted] = 'ids' in at ? [statements.edgesAt.ids[direction], at.ids] : [statements.edgesAt.paths[direction], at.paths];
    const types = kinds.map((kind) => statements.edgeTypes[kind]);
    return readEdges(await this.#read(text, { at: unique(wanted), types, limit: maxEdgesPerQuery }, call));
  }

  async export(call: CallContext): Promise<GraphDocument> {
    const nodes: GraphNode[] = [];
    const edges: GraphEdge[] = [];
    for (let after = ''; ;) {
      const page = readNodes(await this.#read(statements.nodesAfter, { after, limit: pageSize }, call));
      const last = page.at(-1);
      if (last === undefined) return { nodes: nodes.sort(byId), edges: edges.sort(byEnds) };
      const found = await this.edges({ at: { ids: page.map(({ id }) => id) }, direction: 'out', kinds: edgeKinds }, call);
      nodes.push(...page);
      edges.push(...found.map(({ from, to, kind, weight }) => ({ from, to, kind, weight })));
      after = last.id;
    }
  }

  /**
   * Makes constraints and indexes unless they are of this version already.
   *
   * @throws KgError `ARTEMIS_E_KG_SCHEMA` when a later version has written here.
   */
  async prepare(call: CallContext): Promise<void> {
    const [row] = await this.#read(statements.readSchema, {}, call);
    const version = typeof row?.['version'] === 'number' ? row['version'] : 0;
    if (version > statements.schemaVersion) {
      throw new KgError(
        'ARTEMIS_E_KG_SCHEMA',
        `The graph in Neo4j has version ${version}; this Artemis knows ${statements.schemaVersion}.`,
        {
          facts: { version, known: statements.schemaVersion },
        },
      );
    }
    if (version === statements.schemaVersion) return;
    for (const text of statements.schemaStatements) await this.#client.define(text, call);
    await this.#client.write([{ text: statements.writeSchema, parameters: { version: BigInt(statements.schemaVersion) } }], call);
  }

  /** Who wrote here last; `null` when nobody has. */
  async mark(call: CallContext): Promise<WriterMark | null> {
    const [row] = await this.#read(statements.readMark, {}, call);
    const { writer, applied } = row ?? {};
    return typeof writer === 'string' && typeof applied === 'number' ? { writer, applied } : null;
  }

  /** Notes how far a writer has come. */
  async setMark({ writer, applied }: WriterMark, call: CallContext): Promise<void> {
    await this.#client.write(
      [{ text: statements.writeMark, parameters: { project: this.#project, writer, applied: BigInt(applied) } }],
      call,
    );
  }

  #read(text: string, parameters: Readonly<Record<string, unknown>>, call: CallContext): Promise<readonly Row[]> {
    return this.#client.read({ text, parameters: { project: this.#project, ...parameters } }, call);
  }
}

/** Nodes an export reads at a time. */
const pageSize = 1_000;

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
