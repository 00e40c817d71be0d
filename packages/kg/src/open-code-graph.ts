import { DegradationManager, describeFailure, withDeadline, type CallContext, type ContextItem, type Logger } from '@artemis/core';
import type { IndexProgress } from '@artemis/code-index';
import type { RunRecord } from './facts/run-record.ts';
import { KgError } from './kg-error.ts';
import type { KgOptions } from './kg-options.ts';
import { settingsOf, type KgSettings } from './kg-settings.ts';
import type { GraphDocument } from './model/graph-document.ts';
import type { GraphStore } from './model/graph-store.ts';
import { Neo4jGraphs } from './neo4j/neo4j-graphs.ts';
import { neo4jBreaker } from './neo4j/neo4j-policy.ts';
import { ProjectGraph } from './project/project-graph.ts';
import { affectedFiles, type AffectedFile } from './query/affected-files.ts';
import { relatedItems } from './query/related-items.ts';
import { shortestPath, type GraphPath } from './query/shortest-path.ts';
import { testsFirst } from './query/tests-first.ts';

/** Which project, and how its graph is made. */
export interface OpenOptions extends Omit<KgOptions, 'maxIndexMs'> {
  /** Longest look at the project's files, in milliseconds; after it the graph is as far as it came. Default: 120 000. */
  readonly maxIndexMs?: number;
  /** Absolute. */
  readonly projectDir: string;
  /** Default: says nothing. */
  readonly logger?: Logger;
  /** Whether Neo4j is asked at all. Default: true. */
  readonly useNeo4j?: boolean;
}

/** An answer, and which graph gave it. */
export interface GraphAnswer<T> {
  readonly value: T;
  readonly servedBy: 'neo4j' | 'in-memory';
  /** Why it was not Neo4j; absent when it was, or when Neo4j is not used. */
  readonly degradedBecause?: string;
}

/** What a look at a project found. */
export interface GraphSummary {
  readonly files: number;
  readonly nodes: number;
  readonly edges: number;
  /** False when time ran out before all files were read. */
  readonly complete: boolean;
}

/** What a call may be told beside its question. */
export interface AskOptions {
  /** An abort rejects the call with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The graph of one project, for programs that ask it directly. Every answer says which of the two graphs gave it. */
export interface OpenCodeGraph extends AsyncDisposable {
  /** Looks at the files and writes what changed, to Neo4j too if that is there, however long it takes. */
  index(options?: AskOptions & { readonly onProgress?: (progress: IndexProgress) => void }): Promise<GraphAnswer<GraphSummary>>;
  /** Whether the last look at the project has found a file. A path is relative to the project folder, with `/`. */
  knows(path: string): boolean;
  /** A map of the part of the project that a text is about: files with their symbols, best first, within a number of tokens. */
  map(text: string, options?: AskOptions & { readonly maxTokens?: number }): Promise<GraphAnswer<readonly ContextItem[]>>;
  /** Files that a change of a file may break, nearest first. */
  affected(path: string, options?: AskOptions): Promise<GraphAnswer<readonly AffectedFile[]>>;
  /** All tests, those first that are most likely to notice a change of these files. */
  testsFirst(changedFiles: readonly string[], options?: AskOptions): Promise<GraphAnswer<readonly string[]>>;
  /** A shortest way between two symbols or files, by name, path or id; `null` when there is none. */
  path(from: string, to: string, options?: AskOptions): Promise<GraphAnswer<GraphPath | null>>;
  export(options?: AskOptions): Promise<GraphAnswer<GraphDocument>>;
  /** Remembers a run, its decisions and the files it changed. While Neo4j is away, it is told later. */
  recordRun(record: RunRecord): Promise<void>;
  /** Waits until everything is on disk and lets go of it all. Whatever is asked afterwards rejects. */
  close(): Promise<void>;
}

/** Opens the graph of a project. Nothing is indexed and nobody is asked yet. */
export async function openCodeGraph(options: OpenOptions): Promise<OpenCodeGraph> {
  const lifetime = new AbortController();
  const settings = settingsOf({ maxIndexMs: 120_000, ...options }, lifetime.signal, options.logger);
  const project = await ProjectGraph.open(options.projectDir, settings);
  const neo4j = options.useNeo4j === false ? null : Neo4jGraphs.open(settings);
  neo4j?.catch(() => undefined);
  return new ProjectCodeGraph(project, neo4j, settings, lifetime);
}

/** Tokens of a map unless others are named. */
const defaultMapTokens = 2_000;

type Question<T> = (store: GraphStore, call: CallContext) => Promise<T>;

class ProjectCodeGraph implements OpenCodeGraph {
  readonly #project: ProjectGraph;
  /** `null` when Neo4j is not used; rejects when its driver cannot be loaded. */
  readonly #neo4j: Promise<Neo4jGraphs> | null;
  readonly #settings: KgSettings;
  readonly #lifetime: AbortController;
  readonly #degradation: DegradationManager;

  constructor(project: ProjectGraph, neo4j: Promise<Neo4jGraphs> | null, settings: KgSettings, lifetime: AbortController) {
    this.#project = project;
    this.#neo4j = neo4j;
    this.#settings = settings;
    this.#lifetime = lifetime;
    this.#degradation = new DegradationManager({ ...neo4jBreaker, clock: settings.clock, random: settings.random });
  }

  async index({ signal, onProgress }: Parameters<OpenCodeGraph['index']>[0] = {}): Promise<GraphAnswer<GraphSummary>> {
    const call = this.#call(signal);
    const index = await this.#project.refresh(call, { force: true, ...(onProgress && { onProgress }) });
    await withDeadline(() => this.#project.local.settled(), { clock: this.#settings.clock, label: 'disk', call });
    const { nodeCount, edgeCount } = this.#project.local.store.keyed;
    const summary = { files: index.files.length, nodes: nodeCount, edges: edgeCount, complete: index.complete };
    return this.#ask(async () => summary, signal, Infinity);
  }

  knows(path: string): boolean {
    return this.#project.local.store.has(path);
  }

  map(
    text: string,
    { signal, maxTokens = defaultMapTokens }: Parameters<OpenCodeGraph['map']>[1] = {},
  ): Promise<GraphAnswer<readonly ContextItem[]>> {
    const { store: local } = this.#project.local;
    return this.#ask((store, call) => relatedItems(store, { text, maxTokens }, (path) => local.has(path), call), signal);
  }

  affected(path: string, { signal }: AskOptions = {}): Promise<GraphAnswer<readonly AffectedFile[]>> {
    return this.#ask((store, call) => affectedFiles(store, path, call), signal);
  }

  testsFirst(changedFiles: readonly string[], { signal }: AskOptions = {}): Promise<GraphAnswer<readonly string[]>> {
    return this.#ask((store, call) => testsFirst(store, changedFiles, call), signal);
  }

  path(from: string, to: string, { signal }: AskOptions = {}): Promise<GraphAnswer<GraphPath | null>> {
    return this.#ask((store, call) => shortestPath(store, from, to, call), signal);
  }

  export({ signal }: AskOptions = {}): Promise<GraphAnswer<GraphDocument>> {
    return this.#ask((store, call) => store.export(call), signal);
  }

  recordRun(record: RunRecord): Promise<void> {
    return this.#project.record(record);
  }

  async close(): Promise<void> {
    this.#lifetime.abort();
    await Promise.allSettled([this.#neo4j?.then((neo4j) => neo4j.close()), this.#project.close()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #ask<T>(question: Question<T>, signal?: AbortSignal, catchUpMs = this.#settings.catchUpMs): Promise<GraphAnswer<T>> {
    const { local } = this.#project;
    const neo4j = this.#neo4j;
    if (neo4j === null) return { value: await question(local.store, this.#call(signal)), servedBy: 'in-memory' };
    const { value, servedBy, failures } = await this.#degradation.withFallback({
      component: 'kg.neo4j',
      ...(signal && { signal }),
      primary: async (call) => question(await (await neo4j).ready(this.#project, catchUpMs, call), call),
      fallback: (call) => question(local.store, call),
    });
    if (servedBy === 'primary') return { value, servedBy: 'neo4j' };
    return { value, servedBy: 'in-memory', degradedBecause: reasonOf(failures[0]) };
  }

  #call(signal: AbortSignal = this.#lifetime.signal): CallContext {
    return { signal, remainingMs: () => Infinity };
  }
}

/** Our own errors say all there is to say; what the driver says of the same is long. */
const reasonOf = (failure: unknown): string => (failure instanceof KgError ? failure.message : describeFailure(failure));
