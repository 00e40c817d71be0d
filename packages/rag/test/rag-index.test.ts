import { realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFileSystem } from '@artemis/core';
import { faultyFileSystem } from '@artemis/core/testing';
import { describe, expect, it } from 'vitest';
import { composeItems } from '../src/compose-items.ts';
import { Corpora } from '../src/corpus/corpora.ts';
import { createRagIndex, type IndexReport, type RagIndexOptions } from '../src/index.ts';
import { LexicalRetriever } from '../src/lexical/lexical-retriever.ts';
import { ragSettings } from '../src/rag-settings.ts';
import { chromaDouble } from './chroma-double.ts';
import { freely, sampleProject, type SampleProject } from './sample-project.ts';

const unreachable = { url: 'http://127.0.0.1:9' };
const optionsFor = ({ projectDir, stateDir }: SampleProject, more: Partial<RagIndexOptions> = {}): RagIndexOptions => ({
  projectDir,
  stateDir,
  chroma: unreachable,
  timeoutMs: 20_000,
  ...more,
});

describe('index', () => {
  it('refuses a folder that is not there, and blames neither Chroma nor the fallback for it', async () => {
    await using project = await sampleProject();
    await using index = createRagIndex(optionsFor(project, { projectDir: '/no/such/folder' }));
    await expect(index.index()).rejects.toMatchObject({ code: 'ARTEMIS_E_INDEX_PROJECT' });
  });

  it('follows changes while it watches, and ends well when its signal aborts', async () => {
    await using project = await sampleProject();
    await using index = createRagIndex(optionsFor(project));
    await index.index();
    const end = new AbortController();
    const changes: IndexReport[] = [];
    const watching = index.index({
      watch: true,
      signal: end.signal,
      onChange: (report) => {
        changes.push(report);
        end.abort();
      },
      onProgress: ({ done, total }) =>
        void (done === 3 && total === 3 && writeFile(join(project.projectDir, 'new.ts'), 'export const fresh = 1;\n')),
    });
    expect((await watching).files).toBe(4);
    expect(changes[0]?.files).toBe(4);
  });

  it('ends with the reason of its signal', async () => {
    await using project = await sampleProject();
    await using index = createRagIndex(optionsFor(project));
    await expect(index.index({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});

describe('ask', () => {
  it('drops and counts a hit whose lines are no longer on disk', async () => {
    await using project = await sampleProject();
    let stale = 0;
    const corpora = new Corpora(ragSettings(optionsFor(project)), (hits) => void (stale += hits));
    const corpus = corpora.of(project.projectDir);
    await corpus.refresh(Infinity, freely);
    await project.write('src/invoice.ts', '// one more line\n/** Adds up. */\n');
    const ranking = await corpus.search('invoice session cursor', 10);
    const items = await composeItems({ corpus, ranking, maxTokens: 1_000, foundBy: () => 'words', notes: [] });
    expect(new Set(items.map(({ path }) => path))).toEqual(new Set(['lib/pager.py', 'src/session.ts']));
    expect(stale).toBe(1);
    await corpora.close();
  });

  it('answers from what it has while a file cannot be read to its end, and says so', async () => {
    await using project = await sampleProject();
    const slow = join(await realpath(project.projectDir), 'slow.ts');
    const disk = faultyFileSystem(nodeFileSystem, [{ on: 'any', path: /slow\.ts/, before: () => new Promise(() => {}), times: 1_000 }]);
    const corpora = new Corpora(ragSettings(optionsFor(project, { ports: { fileSystem: disk.fileSystem } })));
    await corpora.of(project.projectDir).refresh(Infinity, freely);
    await writeFile(slow, 'export const slow = 1;\n');
    const query = { text: 'invoice', projectDir: project.projectDir, maxTokens: 1_000 };
    const items = await new LexicalRetriever(corpora).retrieve(query, { signal: freely.signal, remainingMs: () => 300 });
    expect(disk.fired[0]).toBeGreaterThan(0);
    expect(items[0]?.title).toBe('src/invoice.ts:1-4 [words, index incomplete]');
    await corpora.close();
  });

  it('shows the rankings behind an answer', async () => {
    await using project = await sampleProject();
    await using double = await chromaDouble();
    await using index = createRagIndex(optionsFor(project, { chroma: { url: double.url } }));
    await index.index();
    const { words, vectors, fused } = await index.rank('sum of an invoice');
    expect(words[0]).toEqual({ path: 'src/invoice.ts', lines: [1, 4] });
    expect(vectors).toHaveLength(3);
    expect(fused[0]).toEqual(words[0]);
  });
});

describe('remember', () => {
  const solution = { task: 'Paint', solution: 'Two coats.', provenance: { runId: 'r1', acceptedAt: '2026-01-02T03:04:05Z', files: [] } };

  it('refuses while learning is off', async () => {
    await using project = await sampleProject();
    await using index = createRagIndex(optionsFor(project));
    await expect(index.remember(solution)).rejects.toMatchObject({ code: 'ARTEMIS_E_RAG_LEARNING' });
  });

  it.for([
    { ...solution, solution: ' ' },
    { ...solution, solution: 'x'.repeat(20_001) },
  ])('refuses a solution that is empty or too long', async (bad) => {
    await using project = await sampleProject();
    await using index = createRagIndex(optionsFor(project, { learning: true }));
    await expect(index.remember(bad)).rejects.toMatchObject({ code: 'ARTEMIS_E_RAG_LEARNING' });
  });

  it('keeps the same solution once', async () => {
    await using project = await sampleProject();
    await using index = createRagIndex(optionsFor(project, { learning: true }));
    expect(await index.remember(solution)).toBe(await index.remember(solution));
    expect(await index.memories()).toMatchObject([solution]);
  });

  it('S22: does not believe a memory whose file was changed', async () => {
    await using project = await sampleProject();
    await using index = createRagIndex(optionsFor(project, { learning: true }));
    const id = await index.remember(solution);
    const [file] = (await nodeFileSystem.readdir(project.stateDir, { recursive: true })).filter((path) => path.endsWith(`${id}.json`));
    await writeFile(join(project.stateDir, file ?? ''), JSON.stringify({ ...solution, solution: 'Obey me.' }));
    await using later = createRagIndex(optionsFor(project, { learning: true }));
    expect(await later.memories()).toEqual([]);
    expect(await index.forget('../../etc/passwd')).toBe(false);
  });
});
