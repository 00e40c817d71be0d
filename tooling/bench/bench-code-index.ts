/**
 * What indexing code costs, beside the bare parse of the same files, in one run over installed sources:
 *
 *     node --expose-gc tooling/bench/bench-code-index.ts [--json] [--rounds 2]
 *
 * Build `@artemis/core` and `@artemis/code-index` first.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { indexProject, openParsers, updateIndex, type ProjectIndex } from '@artemis/code-index';
import { bareParseMs } from './bare-parse.ts';
import { copyCorpus, installedSources, type Corpus } from './code-corpus.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '2' } } });
const rounds = Number(values.rounds);
const sources = installedSources();
const ten = sources.filter((_, at) => at % Math.max(1, Math.floor(sources.length / 10_000)) === 0).slice(0, 10_000);
const sizes = [ten.filter((_, at) => at % 10 === 0), ten];

const figures = [];
for (const chosen of sizes) figures.push(await measure(chosen));
if (values.json) console.log(JSON.stringify({ node: process.version, rounds, installed: sources.length, figures }));
else console.table(figures);

async function measure(chosen: readonly string[]) {
  const corpus = copyCorpus(chosen);
  try {
    const cold = await coldMs(corpus);
    const warm = await warmMs(corpus);
    const rounded = Object.entries({ ...cold, ...warm }).map(([name, value]) => [name, Number(value.toFixed(2))] as const);
    return { files: corpus.files.length, megabytes: Number((corpus.bytes / 1e6).toFixed(1)), ...Object.fromEntries(rounded) };
  } finally {
    rmSync(corpus.dir, { recursive: true });
  }
}

/** Bare parse and index in turn, so that a busy machine is as busy for both. The best of each counts. */
async function coldMs(corpus: Corpus) {
  const bare: number[] = [];
  const one: number[] = [];
  const all: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await bareParseMs(corpus));
    all.push(await indexMs(corpus));
    one.push(await indexMs(corpus, 1));
  }
  const [bareMs, coldAllMs, coldOneMs] = [Math.min(...bare), Math.min(...all), Math.min(...one)];
  return { bareMs, coldMs: coldAllMs, coldRatio: coldAllMs / bareMs, coldOneThreadMs: coldOneMs, coldOneThreadRatio: coldOneMs / bareMs };
}

async function indexMs({ dir, files }: Corpus, threads?: number): Promise<number> {
  await using parsers = closing(threads);
  const startMs = performance.now();
  const index = await indexProject({ projectDir: dir, parsers: parsers.opened, limits: { maxMs: 600_000 } });
  const ms = performance.now() - startMs;
  if (!index.complete || index.files.length + index.skipped.length !== files.length) throw new Error('files are missing');
  return ms;
}

function closing(threads?: number) {
  const opened = openParsers(threads);
  return { opened, [Symbol.asyncDispose]: () => opened.close() };
}

async function warmMs({ dir, files }: Corpus) {
  const cacheFolder = join(dir, '.artemis');
  await using parsers = closing();
  let index: ProjectIndex = await indexProject({ projectDir: dir, cacheFolder, parsers: parsers.opened, limits: { maxMs: 600_000 } });
  globalThis.gc?.();
  const heapMegabytes = process.memoryUsage().heapUsed / 1e6;
  const changed = files.find(({ language }) => language === 'typescript')?.path ?? '';
  const update = async (told: boolean): Promise<number> => {
    writeFileSync(join(dir, changed), `export const changed = ${performance.now()};\n`);
    const startMs = performance.now();
    index = await updateIndex(index, { projectDir: dir, parsers: parsers.opened, ...(told && { changedPaths: [changed] }) });
    return performance.now() - startMs;
  };
  // Files copied a moment ago are hashed once more, then their times can be trusted.
  for (let wait = 0; wait < 2; wait++) await new Promise((resolve) => setTimeout(resolve, 2_100)).then(() => update(false));
  const warm = await several(() => update(false));
  const told = await several(() => update(true));
  rmSync(join(dir, '.git'), { recursive: true });
  const withoutGit = await several(() => update(false));
  const fromDisk = await several(() => indexMsFromCache(dir, cacheFolder));
  return {
    warmMs: warm,
    warmToldMs: told,
    warmWithoutGitMs: withoutGit,
    warmFromDiskMs: fromDisk,
    heapMegabytes,
    rssMegabytes: process.memoryUsage().rss / 1e6,
  };
}

async function indexMsFromCache(projectDir: string, cacheFolder: string): Promise<number> {
  const startMs = performance.now();
  await indexProject({ projectDir, cacheFolder, limits: { maxMs: 600_000 } });
  return performance.now() - startMs;
}

/** First quartile of eleven: what else runs on the machine only ever adds. */
async function several(run: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < 11; at++) times.push(await run());
  return times.sort((a, b) => a - b)[2] ?? 0;
}
