import { describe, expect, it } from 'vitest';
import { boltStub, type BoltFault, type BoltStub } from './double/bolt-stub.ts';
import { graphDouble } from './double/graph-double.ts';
import { kgArtemis, type KgArtemis, type KgRun } from './run-with-kg.ts';
import { sampleProject, temporaryFolder, type SampleProject } from './sample-project.ts';

interface Stage extends AsyncDisposable {
  /** Time of the context stage of a run without an outage, in milliseconds. */
  readonly servedMs: number;
  readonly project: SampleProject;
  /** Leaves the mark of a version of Artemis in the database. */
  setVersion(version: number): void;
  readonly stub: BoltStub;
  readonly kg: KgArtemis;
}

/** A project whose graph is up to date, so that only the outage takes time. */
async function stage(prepared = true): Promise<Stage> {
  const project = await sampleProject();
  const state = await temporaryFolder();
  const double = graphDouble();
  const stub = await boltStub(double.answer);
  const kg = await kgArtemis(project.dir, state.dir, {
    stateDir: state.dir,
    catchUpMs: 20_000,
    neo4j: { url: stub.url, password: 'not-a-secret', timeoutMs: 1_000 },
  });
  const first = prepared ? await kg.run() : null;
  if (first) expectServed(first);
  return {
    servedMs: first?.contextMs ?? 0,
    project,
    setVersion: (version) => void double.answer("MERGE (s:ArtemisSchema {id: 'artemis'}) SET s.version = $version", { version }),
    stub,
    kg,
    async [Symbol.asyncDispose]() {
      await kg[Symbol.asyncDispose]();
      await stub[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
      await state[Symbol.asyncDispose]();
    },
  };
}

const titles = ['Map of src/order.ts', 'Map of test/order.test.ts (test)'];

function expectServed({ result, titles: found }: KgRun): void {
  expect(result.degraded).toEqual([]);
  expect(result.served).toContainEqual(expect.objectContaining({ capability: 'kg', by: 'neo4j', rung: 'primary' }));
  expect(found).toEqual(expect.arrayContaining(titles));
}

function expectDegraded({ servedMs }: Stage, { result, titles: found, contextMs }: KgRun, code: string): void {
  expect(result).toMatchObject({ exitCode: 0, degraded: [{ component: 'kg', from: 'neo4j', fallback: 'in-memory', code }] });
  expect(found).toEqual(expect.arrayContaining(titles));
  expect(contextMs - servedMs).toBeLessThan(2_000);
}

async function expectReturn({ kg, stub }: Stage): Promise<void> {
  stub.fault = null;
  kg.clock.advance(3_600_000);
  const back = await kg.run();
  expectServed(back);
}

const fault = (how: 'silent' | 'hang' | 'drop' | 'cut' | 'garbage'): BoltFault => ({ how });
const error = (code: string): BoltFault => ({ how: 'error', code });
const unreachable = 'ARTEMIS_E_KG_UNREACHABLE';

describe('Neo4j goes away between two runs and comes back', { timeout: 120_000 }, () => {
  it.for<readonly [string, BoltFault, string]>([
    ['N02: it is connected and never answers again', fault('hang'), 'ARTEMIS_E_DEADLINE'],
    ['N04: it has no leader', error('Neo.ClientError.Cluster.NotALeader'), 'ARTEMIS_E_KG_BUSY'],
    ['N04: its database starts', error('Neo.TransientError.General.DatabaseUnavailable'), 'ARTEMIS_E_KG_BUSY'],
    ['it resets the connection at a query', fault('drop'), unreachable],
    ['it resets the connection in the middle of an answer', fault('cut'), unreachable],
    ['it refuses the statement', error('Neo.ClientError.Statement.SyntaxError'), 'ARTEMIS_E_KG_QUERY'],
  ])('%s', async ([, how, code]) => {
    await using all = await stage();
    all.stub.fault = how;

    expectDegraded(all, await all.kg.run(), code);
    expect(all.stub.fired).toBeGreaterThan(0);
    await expectReturn(all);
  });

  it('a later version of Artemis has written there meanwhile', async () => {
    await using all = await stage();
    await all.stub.stop();
    expectDegraded(all, await all.kg.run(), unreachable);
    all.setVersion(99);
    await all.stub.start();
    all.kg.clock.advance(3_600_000);

    const run = await all.kg.run();

    expectDegraded(all, run, 'ARTEMIS_E_KG_SCHEMA');
    all.setVersion(1);
    await expectReturn(all);
  });

  it('N01: nobody listens on its port', async () => {
    await using all = await stage();
    await all.stub.stop();

    const run = await all.kg.run();

    expectDegraded(all, run, unreachable);
    expect(run.contextMs - all.servedMs).toBeLessThan(1_000);
    await all.stub.start();
    await expectReturn(all);
  });
});

describe('Neo4j is not what it should be from the beginning', { timeout: 120_000 }, () => {
  it('N02: it takes connections and says nothing', async () => {
    await using all = await stage(false);
    all.stub.fault = fault('silent');

    const { result } = await all.kg.run();

    expect(result).toMatchObject({ exitCode: 0, degraded: [{ from: 'neo4j', fallback: 'in-memory' }] });
    expect(all.stub.fired).toBeGreaterThan(0);
    await expectReturn(all);
  });

  it('meets a port where a web server answers', async () => {
    await using all = await stage(false);
    all.stub.fault = fault('garbage');

    const { result } = await all.kg.run();

    expect(result).toMatchObject({ exitCode: 0, degraded: [{ from: 'neo4j', code: unreachable }] });
    expect(all.stub.fired).toBeGreaterThan(0);
    await expectReturn(all);
  });

  it('N03: a login that is refused is tried once, not again in the next runs, and again after ten minutes', async () => {
    await using all = await stage(false);
    all.stub.fault = { how: 'login', code: 'Neo.ClientError.Security.Unauthorized' };

    const first = await all.kg.run();
    const second = await all.kg.run();

    expect(first.result.degraded).toMatchObject([{ from: 'neo4j', code: 'ARTEMIS_E_KG_LOGIN' }]);
    expect(second.result.degraded).toMatchObject([{ from: 'neo4j', code: 'ARTEMIS_E_CIRCUIT_OPEN' }]);
    expect(all.stub).toMatchObject({ logins: 1, fired: 1 });
    expect(JSON.stringify([first, second])).not.toContain('not-a-secret');
    await expectReturn(all);
  });

  it('N04: a refusal that passes costs one more attempt and no fallback', async () => {
    await using all = await stage();
    all.stub.fault = { how: 'error', code: 'Neo.TransientError.General.DatabaseUnavailable', times: 1 };

    const run = await all.kg.run();

    expectServed(run);
    expect(all.stub.fired).toBe(1);
    expect(run.events.filter(({ type }) => type === 'retry.scheduled')).toHaveLength(1);
  });
});
