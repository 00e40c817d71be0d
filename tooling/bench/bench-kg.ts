/**
 * What the code graph costs in memory and in a real Neo4j, and how good it is at finding:
 *
 *     node --expose-gc tooling/bench/bench-kg.ts [--json] [--sizes 1000,10000] [--questions 300] [--no-neo4j] [--no-quality]
 *
 * Build the packages first. Neo4j is started through Maven.
 */
import { execFile } from 'node:child_process';
import { appendFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { indexProject } from '@artemis/code-index';
import { openCodeGraph, type OpenCodeGraph, type OpenOptions } from '@artemis/kg';
import { chromaServerCommand, createRagIndex } from '@artemis/rag';
import { startChroma, startNeo4j } from '@artemis/tooling-servers';
import { copyCorpus, installedSources, type Corpus } from './code-corpus.ts';
import { commentQuestions } from './comment-questions.ts';
import { graphQuality } from './graph-quality.ts';
import { graphQuestions, latenciesOf } from './graph-latencies.ts';
import { watchStalls } from './longest-stall.ts';
import { evenly, sourcesOf } from './question-sources.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '1000,10000' },
    questions: { type: 'string', default: '300' },
    'no-neo4j': { type: 'boolean', default: false },
    'no-quality': { type: 'boolean', default: false },
  },
});
const patient = { maxIndexMs: 1_200_000, catchUpMs: 7_200_000 };
/** Questions of each kind. */
const askedInMemory = 40;
const askedInNeo4j = 20;
const changes = 7;

const folder = await mkdtemp(join(tmpdir(), 'artemis-bench-kg-'));
const sources = installedSources();
const sizes = [];
try {
  for (const size of values.sizes.split(',').map(Number)) sizes.push(await measure(evenly(sources, size)));
  const hitAt5 = values['no-quality'] ? null : await quality();
  const figures = { node: process.version, sizes, hitAt5 };
  console.log(values.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(chosen: readonly string[]) {
  const corpus = copyCorpus(chosen);
  const stateDir = join(folder, `state-${corpus.files.length}`);
  try {
    const inMemory = await measureMemory(corpus, stateDir);
    const neo4j = values['no-neo4j'] ? null : await measureNeo4j(corpus, stateDir);
    return { files: corpus.files.length, inMemory, neo4j };
  } finally {
    rmSync(corpus.dir, { recursive: true });
  }
}

async function measureMemory(corpus: Corpus, stateDir: string) {
  const options = { projectDir: corpus.dir, stateDir, useNeo4j: false, ...patient };
  const indexed = await timed(() => indexProject({ projectDir: corpus.dir, limits: { maxMs: patient.maxIndexMs } }));
  globalThis.gc?.();
  const emptyMb = megabytes();
  const first = await openCodeGraph(options);
  const built = await timed(() => first.index());
  globalThis.gc?.();
  const heapMb = megabytes() - emptyMb;
  const { nodes, edges } = built.value.value;
  const questions = await latenciesOf(first, graphQuestions(corpus.files.map(({ path }) => path)), askedInMemory, 'in-memory');
  const changed = await afterChanges(first, corpus);
  await first.close();
  const cold = await coldMaps(options);
  return {
    ...{ nodes, edges, indexMs: indexed.ms, indexAndGraphMs: built.ms, ratio: built.ms / indexed.ms, stallMs: built.stallMs },
    ...{ changed, cold, questions, heapMb },
  };
}

/** Time of the update after each of some changes of one file, the middle one, and the longest stall of all. */
async function afterChanges(graph: OpenCodeGraph, { dir, files }: Corpus): Promise<{ readonly ms: number; readonly stallMs: number }> {
  const path = files.find(({ language }) => language === 'typescript')?.path ?? '';
  const runs = [];
  for (let nth = 0; nth < changes; nth++) {
    appendFileSync(join(dir, path), `export const changed${nth} = ${nth};\n`);
    runs.push(await timed(() => graph.index()));
  }
  const times = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  return { ms: times[Math.floor(times.length / 2)] ?? Number.NaN, stallMs: Math.max(...runs.map(({ stallMs }) => stallMs)) };
}

/** The map in a process of its own that begins with what the last one has kept. */
async function coldMaps({ projectDir, stateDir = '' }: OpenOptions) {
  const runs: { readonly ms: number; readonly cpuMs: number; readonly stallMs: number }[] = [];
  for (let nth = 0; nth < 5; nth++) {
    const script = join(import.meta.dirname, 'kg-map-process.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script, projectDir, stateDir, 'make the parser of streams faster']);
    runs.push(JSON.parse(stdout));
  }
  const [best] = runs.toSorted((a, b) => a.ms - b.ms);
  return { ms: best?.ms, cpuMs: best?.cpuMs, stallMs: Math.max(...runs.map(({ stallMs }) => stallMs)) };
}

async function measureNeo4j(corpus: Corpus, stateDir: string) {
  await using server = await startNeo4j({ dir: join(folder, `neo4j-${corpus.files.length}`) });
  const neo4j = { url: server.url, timeoutMs: 120_000 };
  await using graph = await openCodeGraph({ projectDir: corpus.dir, stateDir, ...patient, neo4j });
  const pushed = await timed(() => graph.index());
  if (pushed.value.servedBy !== 'neo4j') throw new Error(pushed.value.degradedBecause);
  const changed = await afterChanges(graph, corpus);
  const paths = corpus.files.map(({ path }) => path);
  const questions = await latenciesOf(graph, graphQuestions(paths), askedInNeo4j, 'neo4j');
  return { firstPushMs: pushed.ms, stallMs: pushed.stallMs, changed, questions };
}

async function quality() {
  const projectDir = join(folder, 'questions');
  const all = await commentQuestions(Object.fromEntries(['openai', 'rxjs', 'zod'].map((name) => [name, sourcesOf(name)])), projectDir);
  const pairs = evenly(all, Number(values.questions));
  await using chroma = await startChroma({ dir: join(folder, 'chroma'), command: chromaServerCommand });
  const rag = createRagIndex({ projectDir, stateDir: join(folder, 'rag'), chroma: { url: chroma.url }, timeoutMs: 60_000 });
  await using graph = await openCodeGraph({ projectDir, useNeo4j: false, ...patient });
  await graph.index();
  await rag.index();
  const found = await graphQuality(graph, rag, pairs);
  await rag.close();
  return { questions: pairs.length, ...found };
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly stallMs: number; readonly value: T }> {
  const stalls = watchStalls();
  const beginMs = performance.now();
  const value = await work();
  return { ms: Math.round(performance.now() - beginMs), stallMs: stalls.end(), value };
}

function megabytes(): number {
  return Math.round(process.memoryUsage().heapUsed / 1e6);
}
