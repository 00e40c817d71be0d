import { describe, expect, it } from 'vitest';
import { ChromaRetriever } from '../../src/chroma/chroma-retriever.ts';
import { Corpora } from '../../src/corpus/corpora.ts';
import { hashingEmbedder } from '../../src/embed/hashing-embedder.ts';
import { ragSettings } from '../../src/rag-settings.ts';
import { chromaStarts, realChroma } from '../real-chroma.ts';
import { freely, sampleProject } from '../sample-project.ts';

describe.skipIf(!(await chromaStarts()))('against a real server (needs Chroma)', () => {
  it('finds by words and vectors', async () => {
    await using project = await sampleProject();
    await using chroma = await realChroma();
    const settings = ragSettings({ stateDir: project.stateDir, chroma: { url: chroma.url }, timeoutMs: 20_000 });
    const corpora = new Corpora(settings);
    const retriever = await ChromaRetriever.connect({ settings, corpora, embedder: hashingEmbedder }, freely);
    const items = await retriever.retrieve({ text: 'sum of an invoice including tax', projectDir: project.projectDir, maxTokens: 1_000 }, freely);
    expect(items[0]).toMatchObject({ path: 'src/invoice.ts', title: 'src/invoice.ts:1-4 [words and vectors, local embedder]', foundBy: 'words and vectors' });
    expect(await retriever.prompt('developer', freely)).toBeNull();
    await retriever.prompts.write('developer', 'Write little.', freely);
    expect(await retriever.prompt('developer', freely)).toBe('Write little.');
    retriever.close();
    await corpora.close();
  });
});
