import { describe, expect, it } from 'vitest';
import { chromaDouble, faults, type ChromaDouble, type Fault } from './chroma-double.ts';
import { ragArtemis, testTimeoutMs, type RagArtemis, type RagRun } from './run-with-rag.ts';
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
  expectServed(await artemis.run());
  double.fault = fault;
  expectDegraded(await artemis.run(), code);
  expect(double.fired).toBeGreaterThan(0);
  double.fault = null;
  artemis.clock.advance(60_000);
  const back = await artemis.run();
  expectServed(back);
  expect(back.events).toContainEqual(expect.objectContaining({ type: 'circuit.changed', component: 'rag', implementation: 'chroma', to: 'closed' }));
}

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
