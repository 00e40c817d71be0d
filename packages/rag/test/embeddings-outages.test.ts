import { faultServer, replies } from '@artemis/tooling-testkit';
import { expect, it } from 'vitest';
import { createRagIndex } from '../src/index.ts';
import { chromaDouble } from './chroma-double.ts';
import { fillIndex, ragArtemis } from './run-with-rag.ts';
import { sampleProject } from './sample-project.ts';

const wrongCount = replies.body(200, { data: [] }, {}, 'wrongCount');
const wrongPlace = replies.body(200, { data: [{ embedding: [1], index: 7 }] }, {}, 'wrongPlace');
const noNumbers = replies.body(200, { data: [{ embedding: ['a'] }] }, {}, 'noNumbers');

it.for([
  ['V10: the endpoint answers 429', replies.body(429, { error: {} }, { 'retry-after': '5000000' })],
  ['V10: the endpoint answers 500', replies.body(500, 'broken')],
  ['V10: the endpoint never answers', replies.hang()],
  ['V10: the endpoint answers with a page', replies.html()],
  ['V10: the endpoint answers with too few vectors', wrongCount],
  ['V10: the endpoint answers with no numbers', noNumbers],
  ['V10: the endpoint answers for an input nobody sent', wrongPlace],
  ['V10: the endpoint resets the connection', replies.reset()],
] as const)('%s: words serve, and the run says so', async ([, reply]) => {
  await using project = await sampleProject();
  await fillIndex(project);
  await using double = await chromaDouble();
  await using endpoint = await faultServer([reply]);
  await using artemis = await ragArtemis(project, {
    chroma: { url: double.url },
    embeddings: { baseUrl: endpoint.baseUrl, model: 'm', apiKey: 'k' },
  });
  const { result, titles, contextMs } = await artemis.run();
  expect(endpoint.fired.get(reply.name)).toBeGreaterThan(0);
  expect(result).toMatchObject({ exitCode: 0, degraded: [{ component: 'rag', fallback: 'lexical' }] });
  expect(['ARTEMIS_E_RAG_EMBEDDINGS', 'ARTEMIS_E_RAG_CHROMA']).toContain(result.degraded[0]?.code);
  expect(titles[0]).toMatch(/^src\/invoice\.ts:1-4 \[words/);
  expect(contextMs).toBeLessThan(2_000);
});

it('V10: an input that is too long is cut before it is sent', async () => {
  await using project = await sampleProject();
  await using double = await chromaDouble();
  const sent: string[] = [];
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const { input } = JSON.parse(init?.body as string) as { readonly input: readonly string[] };
    sent.push(...input);
    return Response.json({ data: input.map(() => ({ embedding: [1, 2, 3] })) });
  };
  const embeddings = { baseUrl: 'http://embeddings.test/v1', model: 'm', maxInputChars: 100 };
  await using index = createRagIndex({
    projectDir: project.projectDir,
    stateDir: project.stateDir,
    chroma: { url: double.url },
    embeddings,
    ports: { fetch },
    timeoutMs: 20_000,
  });
  expect((await index.ask('invoice '.repeat(1_000))).servedBy.name).toBe('chroma');
  expect(sent.length).toBeGreaterThan(1);
  expect(Math.max(...sent.map(({ length }) => length))).toBe(100);
});

it('V11: without an endpoint nobody is asked for a model: the local embedder serves, and each title says so', async () => {
  await using project = await sampleProject();
  await using double = await chromaDouble();
  const fetch = (): Promise<never> => Promise.reject(new Error('the network is not there'));
  await using artemis = await ragArtemis(project, { chroma: { url: double.url }, ports: { fetch } });
  const { result, titles } = await artemis.run();
  expect(result.degraded).toEqual([]);
  expect(titles.every((title) => title.includes('local embedder'))).toBe(true);
});
