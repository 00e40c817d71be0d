import { expect, it } from 'vitest';
import { Corpora } from '../../src/corpus/corpora.ts';
import { LexicalRetriever } from '../../src/lexical/lexical-retriever.ts';
import { ragSettings } from '../../src/rag-settings.ts';
import { freely, sampleProject } from '../sample-project.ts';

it('finds a function by the words of its comment, and names path and lines', async () => {
  await using project = await sampleProject();
  const corpora = new Corpora(ragSettings({ stateDir: project.stateDir }));
  const retriever = new LexicalRetriever(corpora);
  const items = await retriever.retrieve({ text: 'sum of an invoice including tax', projectDir: project.projectDir, maxTokens: 1_000 }, freely);
  expect(items[0]).toMatchObject({ path: 'src/invoice.ts', title: 'src/invoice.ts:1-4 [words]', foundBy: 'words', lines: [1, 4] });
  await corpora.close();
});
