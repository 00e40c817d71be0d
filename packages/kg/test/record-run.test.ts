import { describe, expect, it } from 'vitest';
import { openCodeGraph, type GraphDocument, type KgOptions } from '../src/index.ts';
import { boltStub } from './double/bolt-stub.ts';
import { graphDouble } from './double/graph-double.ts';
import { kgArtemis } from './run-with-kg.ts';
import { sampleProject, temporaryFolder } from './sample-project.ts';

const nowhere = { url: 'bolt://127.0.0.1:1' };

const knows = ({ nodes }: GraphDocument, runId: string): boolean => nodes.some(({ id }) => id === `run:${runId}`);

describe('a run that ends', { timeout: 120_000 }, () => {
  it('is in the graph with its files and decisions, in Neo4j at the latest when that is next used', async () => {
    await using project = await sampleProject();
    await using state = await temporaryFolder();
    await using stub = await boltStub(graphDouble().answer);
    const options: KgOptions = { stateDir: state.dir, catchUpMs: 20_000, neo4j: { url: stub.url, timeoutMs: 5_000 } };
    const kg = await kgArtemis(project.dir, state.dir, options);
    const { result } = await kg.run();
    await kg[Symbol.asyncDispose]();

    await using later = await openCodeGraph({ projectDir: project.dir, ...options });
    await later.index();
    const { value, servedBy } = await later.export();
    const id = `run:${result.runId}`;
    expect(servedBy).toBe('neo4j');
    expect(value.nodes.find((node) => node.id === id)).toMatchObject({ kind: 'run', detail: expect.stringMatching(/Z unverified$/) });
    expect(value.edges.filter(({ to }) => to === id).map(({ from }) => from)).toEqual(result.files.map(({ path }) => `file:${path}`));
    expect(value.edges.some(({ from, kind }) => from === id && kind === 'contains')).toBe(true);
  });

  it('N01: is kept when Neo4j is gone, and Neo4j is told when it is back', async () => {
    await using project = await sampleProject();
    await using state = await temporaryFolder();
    const double = graphDouble();
    await using stub = await boltStub(double.answer);
    await using kg = await kgArtemis(project.dir, state.dir, {
      stateDir: state.dir,
      catchUpMs: 20_000,
      neo4j: { url: stub.url, timeoutMs: 1_000 },
    });
    await stub.stop();
    const { result } = await kg.run();
    expect(result.degraded).toMatchObject([{ component: 'kg', fallback: 'in-memory' }]);
    await stub.start();
    kg.clock.advance(3_600_000);
    await kg.run();
    expect([...double.nodes.keys()].some((key) => key.endsWith(`run:${result.runId}`))).toBe(true);
  });

  it('is taken over by the process that keeps the graph on disk', async () => {
    await using project = await sampleProject();
    await using state = await temporaryFolder();
    const owner = await openCodeGraph({ projectDir: project.dir, stateDir: state.dir, useNeo4j: false });
    await owner.index();
    await using kg = await kgArtemis(project.dir, state.dir, { stateDir: state.dir, neo4j: nowhere });
    const { result } = await kg.run();
    expect(knows((await owner.export()).value, result.runId)).toBe(false);
    await owner.index();
    expect(knows((await owner.export()).value, result.runId)).toBe(true);
    await owner.close();
    await using later = await openCodeGraph({ projectDir: project.dir, stateDir: state.dir, useNeo4j: false });
    expect(knows((await later.export()).value, result.runId)).toBe(true);
  });
});
