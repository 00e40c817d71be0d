import { describe, expect, it } from 'vitest';
import { createRagIndex } from '../src/index.ts';
import { freePort } from '@artemis/tooling-servers';
import { chromaDouble, faults, type ChromaDouble, type Fault } from './chroma-double.ts';
import { fillIndex, ragArtemis, servedRun, type RagArtemis, type RagRun } from './run-with-rag.ts';
import { sampleProject } from './sample-project.ts';

/** A run on the fallback: it completed, found the file all the same, and lost at most two seconds. */
function expectDegraded({ result, titles, contextMs }: RagRun, code: string): void {
  expect(result).toMatchObject({ exitCode: 0, degraded: [{ component: 'rag', from: 'chroma', fallback: 'lexical', code }] });
  expect(titles[0]).toMatch(/^src\/invoice\.ts:1-4 \[words/);
  expect(contextMs).toBeLessThan(2_000);
}

/** A run that Chroma served. */
function expectServed({ result, titles }: RagRun): void {
  expect(result.degraded).toEqual([]);
  expect(titles[0]).toMatch(/^src\/invoice\.ts:1-4 \[words and vectors, local embedder/);
}

/** One run in the outage and one after it, on the same Artemis. */
async function outageAndReturn(artemis: RagArtemis, double: ChromaDouble, fault: Fault, code: string): Promise<void> {
  await servedRun(artemis);
  double.fault = fault;
  expectDegraded(await artemis.run(), code);
  expect(double.fired).toBeGreaterThan(0);
  double.fault = null;
  artemis.clock.advance(60_000);
  const back = await servedRun(artemis);
  expectServed(back);
  expect(back.events).toContainEqual(
    expect.objectContaining({ type: 'circuit.changed', component: 'rag', implementation: 'chroma', to: 'closed' }),
  );
}

describe('Chroma is not there at the start', () => {
  it('V01: nobody listens; it is used as soon as somebody does', async () => {
    await using project = await sampleProject();
    await fillIndex(project);
    const port = await freePort();
    await using artemis = await ragArtemis(project, { chroma: { url: `http://127.0.0.1:${port}` } });
    expectDegraded(await artemis.run(), 'ARTEMIS_E_RAG_CHROMA');
    await using _ = await chromaDouble(port);
    artemis.clock.advance(60_000);
    expectServed(await servedRun(artemis));
  });

  it.for<readonly [string, Fault, string]>([
    ['V02: it takes connections and never answers', faults.silent, 'ARTEMIS_E_RAG_CHROMA'],
    ['V04: it is of version 0.6', faults.version('0.6.3'), 'ARTEMIS_E_RAG_VERSION'],
    ['V04: it says no version', faults.version('latest'), 'ARTEMIS_E_RAG_VERSION'],
    ['V04: it speaks version 1 of the API only', faults.onlyV1, 'ARTEMIS_E_RAG_VERSION'],
    ['V04: it is something else that answers with a page', faults.html, 'ARTEMIS_E_RAG_VERSION'],
  ])('%s', async ([, fault, code]) => {
    await using project = await sampleProject();
    await fillIndex(project);
    await using double = await chromaDouble();
    double.fault = fault;
    await using artemis = await ragArtemis(project, { chroma: { url: double.url } });
    expectDegraded(await artemis.run(), code);
    expect(double.fired).toBeGreaterThan(0);
  });

  it('V02: the second call does not wait again: its circuit is open', async () => {
    await using project = await sampleProject();
    await fillIndex(project);
    await using double = await chromaDouble();
    double.fault = faults.silent;
    await using artemis = await ragArtemis(project, { chroma: { url: double.url } });
    expectDegraded(await artemis.run(), 'ARTEMIS_E_RAG_CHROMA');
    const asked = double.asked.length;
    expectDegraded(await artemis.run(), 'ARTEMIS_E_CIRCUIT_OPEN');
    expect(double.asked.length).toBe(asked);
  });

  it('V09: the client is not installed', async () => {
    await using project = await sampleProject();
    await fillIndex(project);
    let loads = 0;
    const loadChroma = (): Promise<never> =>
      Promise.reject(Object.assign(new Error('Cannot find package'), { code: `ERR_MODULE_NOT_FOUND_${++loads}` }));
    await using artemis = await ragArtemis(project, { ports: { loadChroma } });
    const run = await artemis.run();
    expectDegraded(run, 'ARTEMIS_E_RAG_CLIENT');
    expect(loads).toBeGreaterThan(0);
    expect(run.result.degraded[0]?.reason).not.toContain('    at ');
  });

  it('V12: after three failed trials it is used again, and each trial is one probe', async () => {
    await using project = await sampleProject();
    await fillIndex(project);
    await using double = await chromaDouble();
    double.fault = faults.status(500);
    await using artemis = await ragArtemis(project, { chroma: { url: double.url } });
    const probes = (): number => double.asked.filter((path) => path.endsWith('/version')).length;
    for (let failures = 1; failures <= 3; failures++) {
      expect((await artemis.run()).result.degraded).toHaveLength(1);
      expect(probes()).toBe(failures);
      artemis.clock.advance(300_000);
    }
    double.fault = null;
    const back = await artemis.run();
    expect(back.result.degraded).toEqual([]);
    expect(probes()).toBe(4);
    expect(back.events).toContainEqual(expect.objectContaining({ type: 'circuit.changed', implementation: 'chroma', to: 'closed' }));
  });
});

describe('Chroma goes away between two runs and comes back', () => {
  const chroma = 'ARTEMIS_E_RAG_CHROMA';
  it.for<readonly [string, Fault, string]>([
    ['V02: it takes requests and never answers', faults.silent, chroma],
    ['V04: it answers 500', faults.status(500), chroma],
    ['V04: it answers 503', faults.status(503), chroma],
    ['V04: it answers with a page', faults.html, chroma],
    ['V04: it answers with half a JSON', faults.badJson, chroma],
    ['V04: it answers 429', faults.status(429), chroma],
    ['V05: its collection is gone', faults.missing, chroma],
    ['V05: its vectors have another length', faults.dimension, 'ARTEMIS_E_RAG_DIMENSION'],
    ['V06: it sends 50 MB', faults.hugeAnswer(50_000_000), chroma],
  ])('%s', async ([, fault, code]) => {
    await using project = await sampleProject();
    await using double = await chromaDouble();
    await using artemis = await ragArtemis(project, { chroma: { url: double.url } });
    await outageAndReturn(artemis, double, fault, code);
  });
});

describe('Chroma answers with too much', () => {
  it('V06: of 10 000 hits only those of the project count, and the limit of tokens is kept', async () => {
    await using project = await sampleProject();
    await using double = await chromaDouble();
    await using artemis = await ragArtemis(project, { chroma: { url: double.url } });
    double.fault = faults.manyHits(10_000);
    const { result, titles } = await artemis.run();
    expect(double.fired).toBeGreaterThan(0);
    expect(result.degraded).toEqual([]);
    expect(titles[0]).toMatch(/^src\/invoice\.ts:1-4 \[words, local embedder/);
    expect(titles.length).toBeLessThanOrEqual(3);
  });

  it('V05: a collection of that name with other vectors is left alone', async () => {
    await using project = await sampleProject();
    await using double = await chromaDouble();
    const options = { projectDir: project.projectDir, stateDir: project.stateDir, chroma: { url: double.url }, timeoutMs: 20_000 };
    const first = createRagIndex(options);
    await first.index();
    await first.close();
    const [name = ''] = double.stored.keys();
    (double.stored as Map<string, Map<string, readonly number[]>>).set(name, new Map([['old', [1, 2, 3]]]));
    await using index = createRagIndex(options);
    expect((await index.ask('invoice')).servedBy.name).toBe('chroma');
    expect(double.stored.get(name)).toEqual(new Map([['old', [1, 2, 3]]]));
    expect(double.stored.get(`${name}-2`)?.size).toBe(3);
  });
});
