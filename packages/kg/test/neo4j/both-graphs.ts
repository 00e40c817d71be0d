import { indexProject } from '@artemis/code-index';
import { nodeFileSystem, silentLogger, systemClock, type CallContext } from '@artemis/core';
import { seededRandom } from '@artemis/core/testing';
import { GraphFacts } from '../../src/facts/graph-facts.ts';
import { runChange } from '../../src/facts/run-record.ts';
import { LocalGraph } from '../../src/keep/local-graph.ts';
import type { MemoryGraphStore } from '../../src/memory/memory-graph-store.ts';
import { noChange, type GraphChange } from '../../src/model/graph-change.ts';
import { BoltClient } from '../../src/neo4j/bolt-client.ts';
import { loadDriver } from '../../src/neo4j/load-driver.ts';
import { Neo4jGraphStore } from '../../src/neo4j/neo4j-graph-store.ts';
import { sampleProject } from '../sample-project.ts';
import { layeredProject } from './parity-project.ts';

/** A call without limits. */
export const freeCall: CallContext = { signal: new AbortController().signal, remainingMs: () => Infinity };

/** The same graph twice. */
export interface BothGraphs extends AsyncDisposable {
  readonly memory: MemoryGraphStore;
  readonly neo4j: Neo4jGraphStore;
}

/** Fills a memory and a Neo4j with the layered project as it was, and then with what it became, as a project that is worked on does. */
export async function bothGraphs(url: string, project: string): Promise<BothGraphs> {
  const ports = { fileSystem: nodeFileSystem, random: seededRandom(1), clock: systemClock, logger: silentLogger };
  const local = await LocalGraph.open({ folder: null, writable: false, ...ports });
  const memory = local.store;
  const facts = new GraphFacts(systemClock);
  const client = new BoltClient(await loadDriver(), { url, timeoutMs: 30_000 }, systemClock);
  const neo4j = new Neo4jGraphStore(client, project);
  await neo4j.prepare(freeCall);
  const write = async (change: GraphChange): Promise<void> => {
    const counted = memory.change(change);
    await neo4j.apply([counted], freeCall);
  };
  const look = async (files: Readonly<Record<string, string>>): Promise<void> => {
    await using folder = await sampleProject(files);
    const before = [...memory.paths];
    await facts.update(await indexProject({ projectDir: folder.dir }), local, freeCall.signal);
    const drop = before.filter((path) => !memory.has(path));
    await neo4j.apply([{ ...noChange, drop, put: memory.slices([...memory.paths]) }], freeCall);
  };
  await look({
    ...layeredProject(3, 5),
    'src/old.ts': "import { makeLayer0Part0 } from './layer0/index.ts';\nexport const old = makeLayer0Part0();\n",
  });
  await write(runChange({ runId: 'one', task: 'First', changedFiles: ['src/old.ts', 'src/layer0/part0.ts'], decisions: ['Keep it.'] }));
  await look(layeredProject(3, 4));
  await write(runChange({ runId: 'two', task: 'Second', changedFiles: ['src/layer1/part1.ts', 'src/gone.ts'] }));
  return { memory, neo4j, [Symbol.asyncDispose]: () => client.close() };
}
