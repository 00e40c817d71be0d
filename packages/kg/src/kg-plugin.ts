import { definePlugin, pluginApiVersion, type CodeGraph, type Implementation, type Plugin } from '@artemis/core';
import type { KgOptions } from './kg-options.ts';
import { settingsOf, type KgSettings } from './kg-settings.ts';
import { Neo4jGraphs } from './neo4j/neo4j-graphs.ts';
import { neo4jPolicy } from './neo4j/neo4j-policy.ts';
import { ProjectGraphs } from './project/project-graphs.ts';
import { serveRelated } from './serve-related.ts';

/** Serves `kg` from Neo4j, and from the same graph in memory while Neo4j cannot. */
export default function kgPlugin(options: KgOptions = {}): Plugin {
  const lifetime = new AbortController();
  let projects: ProjectGraphs | null = null;
  return definePlugin({
    name: '@artemis/kg',
    apiVersion: pluginApiVersion,
    setup(host) {
      const settings = settingsOf(options, AbortSignal.any([host.signal, lifetime.signal]), host.logger);
      const graphs = new ProjectGraphs(settings);
      projects = graphs;
      host.register('kg', { primary: neo4j(graphs, settings), fallback: inMemory(graphs, settings) });
    },
    async dispose() {
      lifetime.abort();
      await projects?.close();
    },
  });
}

/** The contract, with the connection that has to be let go of. */
interface Neo4jCodeGraph extends CodeGraph {
  readonly connection: Neo4jGraphs;
}

function neo4j(graphs: ProjectGraphs, settings: KgSettings): Implementation<CodeGraph> {
  const { clock, catchUpMs } = settings;
  const implementation: Implementation<Neo4jCodeGraph> = {
    name: 'neo4j',
    ...neo4jPolicy,
    async create() {
      const connection = await Neo4jGraphs.open(settings);
      const answerMs = settings.neo4j.timeoutMs ?? 1_500;
      return {
        connection,
        ...serveRelated(graphs, { ready: (project, call) => connection.ready(project, catchUpMs, call), clock, answerMs }),
      };
    },
    checkHealth: ({ connection }, call) => connection.verify(call),
    dispose: ({ connection }) => connection.close(),
  };
  return implementation;
}

const inMemory = (graphs: ProjectGraphs, { clock }: KgSettings): Implementation<CodeGraph> => ({
  name: 'in-memory',
  create: () => serveRelated(graphs, { ready: async ({ local }) => local.store, clock, answerMs: Infinity }),
});
