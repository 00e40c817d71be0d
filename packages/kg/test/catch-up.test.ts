import { describe, expect, it } from 'vitest';
import { openCodeGraph, type OpenCodeGraph } from '../src/index.ts';
import { boltStub, type BoltStub } from './double/bolt-stub.ts';
import { graphDouble, type GraphDouble } from './double/graph-double.ts';
import { movableClock, type MovableClock } from './run-with-kg.ts';
import { sampleProject, temporaryFolder, type SampleProject } from './sample-project.ts';
import { writeRuns } from './write-runs.ts';

interface Stage extends AsyncDisposable {
  readonly project: SampleProject;
  readonly state: SampleProject;
  readonly stub: BoltStub;
  readonly double: GraphDouble;
  readonly clock: MovableClock;
  open(): Promise<OpenCodeGraph>;
}

async function stage(): Promise<Stage> {
  const [project, state, double, clock] = [await sampleProject(), await temporaryFolder(), graphDouble(), movableClock()];
  const stub = await boltStub(double.answer);
  const open = (): Promise<OpenCodeGraph> =>
    openCodeGraph({
      projectDir: project.dir,
      stateDir: state.dir,
      catchUpMs: 20_000,
      neo4j: { url: stub.url, timeoutMs: 5_000 },
      ports: { clock },
    });
  const dispose = async (): Promise<void> => {
    await stub[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
    await state[Symbol.asyncDispose]();
  };
  return { project, state, stub, double, clock, open, [Symbol.asyncDispose]: dispose };
}

/** What Neo4j holds, read past the client. */
const heldBy = ({ nodes, edges }: GraphDouble): unknown => ({
  nodes: [...nodes.keys()].sort(),
  edges: [...edges.keys()].sort(),
  digests: [...nodes.values()].map(({ id, digest }) => `${String(id)} ${String(digest)}`).sort(),
});

describe('catching up', { timeout: 120_000 }, () => {
  it('makes Neo4j equal to one that was never away after 500 writes in an outage', async () => {
    await using away = await stage();
    await using control = await stage();
    await using graph = await away.open();
    await using steady = await control.open();
    await graph.index();
    await steady.index();
    await away.stub.stop();

    await writeRuns(steady, 500);
    await writeRuns(graph, 500);
    const during = await graph.affected('src/cart.ts');
    await away.stub.start();
    away.clock.advance(3_600_000);

    expect(during.servedBy).toBe('in-memory');
    expect((await graph.export()).servedBy).toBe('neo4j');
    expect((await steady.export()).servedBy).toBe('neo4j');
    expect((await graph.export()).value).toEqual((await steady.export()).value);
    expect([...away.double.nodes.values()].filter(({ kind }) => kind === 'run')).toHaveLength(500);
  });

  it('remembers what Neo4j has missed over a restart of the process', async () => {
    await using all = await stage();
    const first = await all.open();
    await first.index();
    await all.stub.stop();
    await writeRuns(first, 20);
    const expected = (await first.export()).value;
    await first.close();
    await all.stub.start();

    await using second = await all.open();

    expect(await second.export()).toEqual({ servedBy: 'neo4j', value: expected });
  });

  it('writes the whole graph again into a Neo4j that has lost it', async () => {
    await using all = await stage();
    await using graph = await all.open();
    await graph.index();
    await writeRuns(graph, 3);
    await graph.export();
    const before = heldBy(all.double);
    all.double.wipe();

    const after = await graph.export();

    expect(after.servedBy).toBe('neo4j');
    expect(heldBy(all.double)).toEqual(before);
  });

  it('corrects what another machine has written for the same project', async () => {
    await using all = await stage();
    await using graph = await all.open();
    await graph.index();
    const before = heldBy(all.double);
    for (const node of all.double.nodes.values()) if (node['path'] === 'src/cart.ts') node['digest'] = 'theirs';
    all.double.answer('MERGE (p:ArtemisProject {id: $project}) SET p.writer = $writer, p.applied = $applied', {
      project: [...all.double.nodes.values()][0]?.['project'],
      writer: 'another',
      applied: 5,
    });

    await graph.export();

    expect(heldBy(all.double)).toEqual(before);
  });

  it('answers from memory while a server that answers is behind, and says so', async () => {
    await using all = await stage();
    await using graph = await openCodeGraph({ projectDir: all.project.dir, catchUpMs: 0, neo4j: { url: all.stub.url, timeoutMs: 5_000 } });
    await writeRuns(graph, 1);

    const { servedBy, degradedBecause } = await graph.affected('src/cart.ts');

    expect(servedBy).toBe('in-memory');
    expect(degradedBecause).toContain('1 writes wait');
  });

  it('N07: text that looks like Cypher is stored as text', async () => {
    await using all = await stage();
    const path = "src/a') DETACH DELETE n CREATE (Evil.ts";
    const task = "'}) MATCH (n) DETACH DELETE n CREATE (:Evil {a: '";
    await all.project.write(path, 'export const odd = 1;\n');
    await using graph = await all.open();

    await graph.index();
    await graph.recordRun({ runId: task, task, changedFiles: [path] });
    const found = await graph.path(path, 'odd');

    expect(found).toMatchObject({ servedBy: 'neo4j', value: { nodes: [{ name: path }, { name: 'odd' }] } });
    expect((await graph.export()).value.nodes).toContainEqual({ id: `run:${task}`, kind: 'run', name: task, words: [] });
    expect(all.stub.statements.some((text) => text.includes('Evil'))).toBe(false);
  });
});
