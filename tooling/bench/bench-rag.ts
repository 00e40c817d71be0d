/**
 * What retrieval costs and how good it is, with a real Chroma server and with the fallback:
 *
 *     node tooling/bench/bench-rag.ts [--json] [--questions 300]
 *
 * The questions are the comments of installed npm packages; the files that are searched have none left. Build the packages first.
 */
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromaServerCommand, createRagIndex, type FoundPlace, type RagIndex } from '@artemis/rag';
import { startChroma } from '@artemis/tooling-servers';
import { commentQuestions, type QuestionPair } from './comment-questions.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, questions: { type: 'string', default: '300' } } });
interface Latency {
  readonly p50: number;
  readonly p95: number;
}

const packages = ['openai', 'rxjs', 'zod'];

const folder = await mkdtemp(join(tmpdir(), 'artemis-bench-rag-'));
const projectDir = join(folder, 'sources');
const all = await commentQuestions(Object.fromEntries(packages.map((name) => [name, sourcesOf(name)])), projectDir);
const pairs = evenly(all, Number(values.questions));
const server = await startChroma({ dir: join(folder, 'chroma'), command: chromaServerCommand });
const options = { projectDir, timeoutMs: 60_000 };
const withChroma = createRagIndex({ ...options, stateDir: join(folder, 'with-chroma'), chroma: { url: server.url } });
const fallback = createRagIndex({ ...options, stateDir: join(folder, 'fallback'), chroma: { url: 'http://127.0.0.1:9' } });
try {
  const chromaIndex = await timed(() => withChroma.index());
  const fallbackIndex = await timed(() => fallback.index());
  const quality = await qualityOf(withChroma, pairs);
  const figures = {
    node: process.version,
    files: fallbackIndex.value.files,
    passages: fallbackIndex.value.passages,
    questions: pairs.length,
    indexMs: { chroma: chromaIndex.ms, fallback: fallbackIndex.ms },
    retrievalMs: await latencies(pairs),
    hitAt5: quality,
    memoryMb: Math.round(process.memoryUsage().rss / 1_048_576),
  };
  console.log(values.json ? JSON.stringify(figures) : figures);
} finally {
  await withChroma.close();
  await fallback.close();
  await server.kill();
  await rm(folder, { recursive: true, force: true });
}

/** Where an installed package keeps its sources. */
function sourcesOf(name: string): string {
  const store = join(import.meta.dirname, '../../node_modules/.pnpm');
  const places = readdirSync(store)
    .filter((entry) => entry.startsWith(`${name}@`))
    .map((entry) => join(store, entry, 'node_modules', name, 'src'));
  const place = places.find((path) => existsSync(path));
  if (place === undefined) throw new Error(`${name} is not installed with its sources`);
  return place;
}

/** So many of a list, from all over it. */
function evenly<T>(list: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, list.length / count);
  return list.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
}

async function qualityOf(
  index: RagIndex,
  asked: readonly QuestionPair[],
): Promise<Readonly<Record<'dense' | 'lexical' | 'fused', number>>> {
  const hits = { dense: 0, lexical: 0, fused: 0 };
  for (const { question, path } of asked) {
    const { words, vectors, fused } = await index.rank(question);
    if (isAmongFirst(vectors, path)) hits.dense += 1;
    if (isAmongFirst(words, path)) hits.lexical += 1;
    if (isAmongFirst(fused, path)) hits.fused += 1;
  }
  const share = (count: number): number => Number((count / asked.length).toFixed(3));
  return { dense: share(hits.dense), lexical: share(hits.lexical), fused: share(hits.fused) };
}

/** Whether a file is among the first five files of a ranking. */
function isAmongFirst(places: readonly FoundPlace[], path: string): boolean {
  return [...new Set(places.map((place) => place.path))].slice(0, 5).includes(path);
}

/** Asks both in turn, so that a machine that changes its speed changes it for both. */
async function latencies(asked: readonly QuestionPair[]): Promise<Readonly<Record<'chroma' | 'fallback', Latency>>> {
  const times = { chroma: [] as number[], fallback: [] as number[] };
  for (const { question } of asked.slice(0, 100)) {
    times.chroma.push(await answerMs(withChroma, 'chroma', question));
    times.fallback.push(await answerMs(fallback, 'lexical', question));
  }
  return { chroma: latencyOf(times.chroma), fallback: latencyOf(times.fallback) };
}

async function answerMs(index: RagIndex, name: string, question: string): Promise<number> {
  const { ms, value } = await timed(() => index.ask(question));
  if (value.servedBy.name !== name) throw new Error(`${value.servedBy.name} served instead of ${name}: ${value.degraded?.reason ?? ''}`);
  return ms;
}

function latencyOf(times: readonly number[]): Latency {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const beginMs = performance.now();
  const value = await work();
  return { ms: Math.round(performance.now() - beginMs), value };
}
