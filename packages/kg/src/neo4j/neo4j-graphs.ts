import type { CallContext } from '@artemis/core';
import type { KgSettings } from '../kg-settings.ts';
import type { ProjectGraph } from '../project/project-graph.ts';
import { RemoteGraph } from '../sync/remote-graph.ts';
import { BoltClient } from './bolt-client.ts';
import { loadDriver } from './load-driver.ts';
import { Neo4jGraphStore } from './neo4j-graph-store.ts';

/** One connection to Neo4j, and the graphs of the projects in it. */
export class Neo4jGraphs {
  readonly #settings: KgSettings;
  readonly #client: BoltClient;
  readonly #graphs = new Map<ProjectGraph, RemoteGraph>();
  readonly #lifetime = new AbortController();

  private constructor(settings: KgSettings, client: BoltClient) {
    this.#settings = settings;
    this.#client = client;
  }

  /** Loads the driver. Nobody is connected yet. */
  static async open(settings: KgSettings): Promise<Neo4jGraphs> {
    return new Neo4jGraphs(settings, new BoltClient(await loadDriver(), settings.neo4j, settings.clock));
  }

  /**
   * Neo4j's graph of a project, with every write in it.
   *
   * @param waitMs - Longest to wait for a server that has to catch up, in milliseconds.
   */
  async ready(project: ProjectGraph, waitMs: number, call: CallContext): Promise<Neo4jGraphStore> {
    const known = this.#graphs.get(project);
    const graph = known ?? this.#graphOf(project);
    if (!known) this.#graphs.set(project, graph);
    await graph.ready(waitMs, call);
    return graph.store;
  }

  /** Asks the server whether it works. */
  verify(call: CallContext): Promise<void> {
    return this.#client.verify(call);
  }

  /** Ends what goes on behind and lets go of the connections. */
  async close(): Promise<void> {
    this.#lifetime.abort();
    await this.#client.close();
  }

  #graphOf({ project, local }: ProjectGraph): RemoteGraph {
    const { clock } = this.#settings;
    return new RemoteGraph(new Neo4jGraphStore(this.#client, project), local, { clock, signal: this.#lifetime.signal });
  }
}
