/**
 * What retrieval costs and how good it is, with a real Chroma server and with the fallback, in about a thousand and ten thousand files:
 *
 *     node tooling/bench/bench-rag.ts [--json] [--questions 300] [--sizes 1000,10000] [--fallback-only]
 *
 * The questions are the comments of installed npm packages; the files that are searched have none left. Build the packages first.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { chromaServerCommand, createRagIndex, type RagIndex } from '@artemis/rag';
import { startChroma } from '@artemis/tooling-servers';
import type { QuestionPair } from './comment-questions.ts';
import { evenly } from './question-sources.ts';
import type { RagProcessCost, RagProcessOrder } from './rag-process.ts';
import { retrievalCorpus } from './retrieval-corpus.ts';
import { retrievalQuality } from './retrieval-quality.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    questions: { type: 'string', default: '300' },
    sizes: { type: 'string', default: '1000,10000' },
    'fallback-only': { type: 'boolean', default: false },
  },
});
/** About as many files have the three packages the questions are about. */
const filesAskedAbout = 1_000;
const nobodyThere = 'http://127.0.0.1:9';
const timesAsked = 5;
const timesChanged = 5;

for (const size of values.sizes.split(',').map(Number)) {
  const figures = await measure(size);
  console.log(values.json ? JSON.stringify(figures) : figures);
}

async function measure(size: number) {
  const folder = await mkdtemp(join(tmpdir(), 'artemis-bench-rag-'));
  const { dir, pairs } = await retrievalCorpus(join(folder, 'sources'), Math.max(size - filesAskedAbout, 0));
  const asked = evenly(pairs, Number(values.questions));
  const server = values['fallback-only'] ? null : await startChroma({ dir: join(folder, 'chroma'), command: chromaServerCommand });
  try {
    const fallback = await measureOne({ projectDir: dir, stateDir: join(folder, 'fallback'), chromaUrl: nobodyThere }, asked);
    const chroma = server && (await measureOne({ projectDir: dir, stateDir: join(folder, 'with-chroma'), chromaUrl: server.url }, asked));
    return { node: process.version, questions: asked.length, fallback, chroma };
  } finally {
    await server?.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureOne(place: Omit<RagProcessOrder, 'what'>, asked: readonly QuestionPair[]) {
  const cold = await inProcess({ ...place, what: 'index' });
  const firsts: RagProcessCost[] = [];
  for (let at = 0; at < timesAsked; at++) firsts.push(await inProcess({ ...place, what: 'ask' }));
  const { projectDir, stateDir, chromaUrl } = place;
  await using index = createRagIndex({ projectDir, stateDir, chroma: { url: chromaUrl }, timeoutMs: 60_000 });
  const { files, passages } = await index.index();
  const latency = await latencyOf(index, asked.slice(0, 100));
  const quality = await retrievalQuality(index, asked, cold.servedBy === 'chroma');
  return { files, passages, cold, first: lowestQuartile(firsts), changeMs: await changeMs(index, projectDir), latency, hitAt5: quality };
}

/** Milliseconds until the index holds a file that was written just now. What else runs only ever adds: the lowest quartile. */
async function changeMs(index: RagIndex, projectDir: string): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < timesChanged; at++) {
    await writeFile(join(projectDir, 'changed.ts'), `export const changed${at} = ${at};\n`);
    times.push((await timed(() => index.index())).ms);
  }
  return times.toSorted((a, b) => a - b)[1] ?? Number.NaN;
}

async function latencyOf(index: RagIndex, asked: readonly QuestionPair[]) {
  const times: number[] = [];
  for (const { question } of asked) times.push((await timed(() => index.ask(question))).ms);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

function lowestQuartile(costs: readonly RagProcessCost[]): RagProcessCost | undefined {
  return costs.toSorted((a, b) => a.ms - b.ms)[1];
}

async function inProcess(order: RagProcessOrder): Promise<RagProcessCost> {
  const script = join(import.meta.dirname, 'rag-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(order)]);
  return JSON.parse(stdout) as RagProcessCost;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const beginMs = performance.now();
  const value = await work();
  return { ms: Math.round(performance.now() - beginMs), value };
}
