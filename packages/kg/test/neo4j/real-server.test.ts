import { systemClock, type Clock } from '@artemis/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCodeGraph, type OpenCodeGraph } from '../../src/index.ts';
import { kgArtemis, movableClock } from '../run-with-kg.ts';
import { sampleProject, temporaryFolder, type SampleProject } from '../sample-project.ts';
import { writeRuns } from '../write-runs.ts';
import { bothGraphs, freeCall } from './both-graphs.ts';
import { graphServer, hasNeo4j, hasOwnNeo4j, type GraphServer } from './graph-server.ts';
import { questions } from './questions.ts';

let server: GraphServer;
beforeAll(async () => {
  if (hasNeo4j) server = await graphServer();
}, 420_000);
afterAll(() => server?.[Symbol.asyncDispose]());

/** Time for tests that wait for a server on a busy machine, in milliseconds. */
const slow = 180_000;
let count = 0;
const freshName = (): string => `test-${process.pid}-${Date.now()}-${++count}`;

/** Patient: what is tested here is not how fast the server is. */
const open = (project: SampleProject, state: SampleProject, timeoutMs = 30_000, clock: Clock = systemClock): Promise<OpenCodeGraph> =>
  openCodeGraph({
    projectDir: project.dir,
    stateDir: state.dir,
    project: freshName(),
    catchUpMs: 60_000,
    neo4j: { url: server.url, timeoutMs },
    ports: { clock },
  });

describe('a real Neo4j', () => {
  it.skipIf(!hasNeo4j)(
    `gives the same ${questions.length} answers as the memory (needs Neo4j 5.26, or Java 17 and Maven)`,
    async () => {
      await using graphs = await bothGraphs(server.url, freshName());

      for (const { title, ask } of questions) {
        const [inMemory, inNeo4j] = [await ask(graphs.memory, freeCall), await ask(graphs.neo4j, freeCall)];
        expect({ title, answer: inNeo4j }).toEqual({ title, answer: inMemory });
      }
      expect(questions.length).toBeGreaterThanOrEqual(30);
    },
    slow,
  );

  it.skipIf(!hasNeo4j)(
    'follows the files: indexed, changed, deleted (needs Neo4j 5.26, or Java 17 and Maven)',
    async () => {
      await using project = await sampleProject();
      await using state = await temporaryFolder();
      await using graph = await open(project, state);
      const indexed = await graph.index();
      await project.remove('src/order.ts');
      await project.write('src/greeting.ts', "import { Cart } from './cart.ts';\nexport const greet = (): number => new Cart().total();\n");
      await graph.index();

      const { value, servedBy } = await graph.affected('src/cart.ts');

      expect(indexed).toMatchObject({ servedBy: 'neo4j', value: { files: 12, complete: true } });
      expect(value.map(({ path }) => path)).toEqual(['src/greeting.ts', 'test/cart.test.ts', 'test/greeting.test.ts']);
      expect(servedBy).toBe('neo4j');
    },
    slow,
  );

  it.skipIf(!hasNeo4j)(
    'N07: stores text that looks like Cypher as text (needs Neo4j 5.26, or Java 17 and Maven)',
    async () => {
      const task = "'}) MATCH (n) DETACH DELETE n CREATE (:Evil {a: '";
      await using project = await sampleProject({ "src/a') DETACH DELETE n CREATE (Evil.ts": 'export const odd = 1;\n' });
      await using state = await temporaryFolder();
      await using graph = await open(project, state);
      await graph.index();
      await graph.recordRun({ runId: task, task, changedFiles: ["src/a') DETACH DELETE n CREATE (Evil.ts"] });
      const local = await openCodeGraph({ projectDir: project.dir, useNeo4j: false });
      await local.index();

      const { servedBy, value } = await graph.export();

      expect(servedBy).toBe('neo4j');
      expect(value.nodes).toHaveLength((await local.export()).value.nodes.length + 1);
      expect(value.nodes).toContainEqual({ id: `run:${task}`, kind: 'run', name: task, words: [] });
    },
    slow,
  );

  it.skipIf(!hasOwnNeo4j)(
    'equals a control that was always up after a kill -9 while it was written to and 500 writes in the outage (needs Java 17 and Maven)',
    async () => {
      await using project = await sampleProject();
      await using state = await temporaryFolder();
      await using controlState = await temporaryFolder();
      const clock = movableClock();
      await using graph = await open(project, state, 5_000, clock);
      await using control = await open(project, controlState);
      await graph.index();
      await control.index();
      await writeRuns(control, 800);
      const expected = await control.export();
      const served: string[] = [];
      for (let batch = 0; batch < 30; batch++) {
        await writeRuns(graph, 10, batch * 10);
        // Asking makes the graph tell Neo4j of the writes; the server dies while it is told of the sixteenth ten.
        const asking = graph.affected('src/cart.ts');
        if (batch === 15) await server.kill();
        served.push((await asking).servedBy);
      }
      await writeRuns(graph, 500, 300);
      const during = await graph.affected('src/cart.ts');

      await server.restart();
      let back = await graph.export();
      // Its circuit is open for some seconds after an outage, and a busy machine may starve a call.
      for (let trial = 0; trial < 10 && back.servedBy !== 'neo4j'; trial++) {
        clock.advance(60_000);
        back = await graph.export();
      }

      expect([...new Set(served)]).toEqual(['neo4j', 'in-memory']);
      expect([expected.servedBy, during.servedBy, back.servedBy]).toEqual(['neo4j', 'in-memory', 'neo4j']);
      expect(back.value).toEqual(expected.value);
    },
    slow,
  );

  it.skipIf(!hasOwnNeo4j)(
    'stopped in the middle costs a run its deadline, and it serves again by itself (needs Java 17 and Maven)',
    async () => {
      await using project = await sampleProject();
      await using state = await temporaryFolder();
      const timeoutMs = 5_000;
      await using kg = await kgArtemis(project.dir, state.dir, {
        stateDir: state.dir,
        project: freshName(),
        catchUpMs: 60_000,
        neo4j: { url: server.url, timeoutMs },
      });
      await kg.run();
      server.signal('SIGSTOP');
      const stopped = await kg.run();
      server.signal('SIGCONT');
      kg.clock.advance(60_000);
      const back = await kg.run();

      expect(stopped.result).toMatchObject({
        exitCode: 0,
        degraded: [
          { component: 'kg', from: 'neo4j', fallback: 'in-memory', code: expect.stringMatching(/^ARTEMIS_E_(DEADLINE|KG_UNREACHABLE)$/) },
        ],
      });
      expect(stopped.titles).toContain('Map of src/order.ts');
      expect(back.result.degraded).toEqual([]);
      expect(back.result.served).toContainEqual(expect.objectContaining({ capability: 'kg', by: 'neo4j' }));
    },
    slow,
  );
});
