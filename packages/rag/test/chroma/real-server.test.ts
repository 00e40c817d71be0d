import { describe, expect, it } from 'vitest';
import { ChromaClient } from 'chromadb';
import { createRagIndex } from '../../src/index.ts';
import { faults, type Fault } from '../chroma-double.ts';
import { chromaStarts, realChroma, type RealChroma } from '../real-chroma.ts';
import { ragArtemis, servedRun, type RagRun } from '../run-with-rag.ts';
import { sampleProject } from '../sample-project.ts';
import { faultyProxy } from './faulty-proxy.ts';

const clientOf = ({ server }: RealChroma): ChromaClient =>
  new ChromaClient({ host: '127.0.0.1', port: server.port, ssl: false, tenant: 'default_tenant', database: 'default_database' });

/** Ids in all collections of projects. */
async function idsIn(chroma: RealChroma): Promise<readonly string[]> {
  const collections = await clientOf(chroma).listCollections();
  const pages = await Promise.all(
    collections.filter(({ name }) => !name.includes('prompts')).map((collection) => collection.get({ include: [] })),
  );
  return pages.flatMap(({ ids }) => ids);
}

const manyFiles = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`src/part-${at}.ts`, `/** Part number ${at}. */\nexport const part${at} = ${at};\n`]),
  );

/** A run on the fallback that lost at most two seconds. */
function expectFallback({ result, contextMs }: RagRun, code = 'ARTEMIS_E_RAG_CHROMA'): void {
  expect(result).toMatchObject({
    exitCode: 0,
    degraded: [{ component: 'rag', from: 'chroma', fallback: 'lexical', code }],
  });
  expect(contextMs).toBeLessThan(2_000);
}

describe.skipIf(!(await chromaStarts()))('a real server in trouble (needs Chroma)', () => {
  it('V02: is stopped in the middle of its life, and used again when it goes on', async () => {
    await using project = await sampleProject();
    await using chroma = await realChroma();
    await using artemis = await ragArtemis(project, { chroma: { url: chroma.url } });
    expect((await servedRun(artemis)).result.degraded).toEqual([]);
    chroma.server.signal('SIGSTOP');
    expectFallback(await artemis.run());
    chroma.server.signal('SIGCONT');
    artemis.clock.advance(60_000);
    expect((await servedRun(artemis)).result.degraded).toEqual([]);
  });

  it('V01: is killed, and used again with its data when it was started again', async () => {
    await using project = await sampleProject();
    await using chroma = await realChroma();
    await using artemis = await ragArtemis(project, { chroma: { url: chroma.url } });
    expect((await servedRun(artemis)).result.degraded).toEqual([]);
    await chroma.server.kill();
    expectFallback(await artemis.run());
    await chroma.restart();
    artemis.clock.advance(60_000);
    expect((await servedRun(artemis)).result.degraded).toEqual([]);
  });

  it.for<readonly [string, Fault, string]>([
    ['V02: says nothing any more', faults.silent, 'ARTEMIS_E_RAG_CHROMA'],
    ['V04: answers 500', faults.status(500), 'ARTEMIS_E_RAG_CHROMA'],
    ['V04: is hidden behind a page', faults.html, 'ARTEMIS_E_RAG_CHROMA'],
    ['V05: has vectors of another length', faults.dimension, 'ARTEMIS_E_RAG_DIMENSION'],
  ])('%s, and is used again when it is well', async ([, fault, code]) => {
    await using project = await sampleProject();
    await using chroma = await realChroma();
    await using proxy = await faultyProxy(chroma.url);
    await using artemis = await ragArtemis(project, { chroma: { url: proxy.url } });
    await servedRun(artemis);
    proxy.fault = fault;
    expectFallback(await artemis.run(), code);
    expect(proxy.fired).toBeGreaterThan(0);
    proxy.fault = null;
    artemis.clock.advance(60_000);
    expect((await servedRun(artemis)).result.degraded).toEqual([]);
  });

  it('V03: is killed while vectors are written; what is missing is written when it is back, nothing twice', async () => {
    await using project = await sampleProject(manyFiles(300));
    await using chroma = await realChroma();
    await using index = createRagIndex({
      projectDir: project.projectDir,
      stateDir: project.stateDir,
      chroma: { url: chroma.url },
      timeoutMs: 20_000,
    });
    let killed: Promise<void> | null = null;
    const first = await index.index({ onProgress: ({ phase }) => void (phase === 'vectors' && (killed ??= chroma.server.kill())) });
    expect(killed).not.toBeNull();
    expect(first).toMatchObject({ files: 300, complete: true, chroma: { filled: false, code: 'ARTEMIS_E_RAG_CHROMA' } });
    await chroma.restart();
    expect((await idsIn(chroma)).length).toBeLessThan(300);
    expect(await index.index()).toMatchObject({ chroma: { filled: true } });
    const ids = await idsIn(chroma);
    expect(ids.length).toBe(first.passages);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('V03: a solution learnt while the server is gone is in it once when it is back, and gone when forgotten', async () => {
    await using project = await sampleProject({});
    await using chroma = await realChroma();
    await using index = createRagIndex({
      projectDir: project.projectDir,
      stateDir: project.stateDir,
      chroma: { url: chroma.url },
      timeoutMs: 20_000,
      learning: true,
    });
    await index.index();
    await chroma.server.kill();
    const id = await index.remember({
      task: 'Paint',
      solution: 'Two coats.',
      provenance: { runId: 'r1', acceptedAt: '2026-01-02T03:04:05Z', files: [] },
    });
    expect((await index.ask('paint')).servedBy.name).toBe('lexical');
    await chroma.restart();
    await index.index();
    expect(await idsIn(chroma)).toEqual([id]);
    await index.forget(id);
    await index.index();
    expect(await idsIn(chroma)).toEqual([]);
  });

  it('V05: gets a new collection for another embedder and keeps the old one', async () => {
    await using project = await sampleProject();
    await using chroma = await realChroma();
    const options = { projectDir: project.projectDir, stateDir: project.stateDir, chroma: { url: chroma.url }, timeoutMs: 20_000 };
    await using local = createRagIndex(options);
    await local.index();
    const before = await idsIn(chroma);
    const fetch: typeof globalThis.fetch = async (_, init) => {
      const { input } = JSON.parse(init?.body as string) as { readonly input: readonly string[] };
      return Response.json({ data: input.map((text) => ({ embedding: [text.length, 1, 2] })) });
    };
    await using other = createRagIndex({ ...options, embeddings: { baseUrl: 'http://embeddings.test/v1', model: 'm' }, ports: { fetch } });
    expect(await other.index()).toMatchObject({ chroma: { filled: true } });
    expect((await idsIn(chroma)).length).toBe(before.length * 2);
    expect((await other.ask('invoice')).servedBy.name).toBe('chroma');
  });

  it('keeps a prompt by its role, and deletes it', async () => {
    await using project = await sampleProject();
    await using chroma = await realChroma();
    await using index = createRagIndex({
      projectDir: project.projectDir,
      stateDir: project.stateDir,
      chroma: { url: chroma.url },
      timeoutMs: 20_000,
    });
    await using artemis = await ragArtemis(project, { chroma: { url: chroma.url }, timeoutMs: 20_000 });
    await index.setPrompt('developer', 'You write haiku.');
    await artemis.run();
    expect(artemis.model.requests.at(-1)?.messages[0]).toMatchObject({
      role: 'system',
      content: expect.stringContaining('You write haiku.'),
    });
    await index.setPrompt('developer', null);
    await artemis.run();
    expect(artemis.model.requests.at(-1)?.messages[0]).toMatchObject({ content: expect.not.stringContaining('haiku') });
  });
});
