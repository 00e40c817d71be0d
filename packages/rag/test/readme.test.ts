import { Artemis } from '@artemis/core';
import { scriptedLlm, scriptedVendor } from '@artemis/core/testing';
import ragPlugin, { createRagIndex } from '@artemis/rag';
import { expect, it } from 'vitest';
import { sampleProject } from './sample-project.ts';

const answer = {
  approach: '',
  implementation: { filename: 'a.js', content: 'export {};\n' },
  tests: { filename: 'a.test.js', content: '//\n' },
};

it('does in a run what the README shows', async () => {
  await using project = await sampleProject();
  const { projectDir, stateDir } = project;
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir });
  await artemis.loadPlugin(scriptedVendor(scriptedLlm(JSON.stringify(answer))));
  await artemis.loadPlugin(ragPlugin({ chroma: { url: 'http://127.0.0.1:9' }, stateDir }));
  const result = await artemis.executeTask({ text: 'Round the sum of an invoice', projectDir });
  expect(result.degraded).toMatchObject([{ component: 'rag', from: 'chroma', fallback: 'lexical' }]);
  await artemis.close();
});

it('does outside of a run what the README shows', async () => {
  await using project = await sampleProject();
  const { projectDir, stateDir } = project;
  const shown: string[] = [];
  const show = (phase: string, done: number, total: number): void => void shown.push(`${phase} ${done}/${total}`);
  await using index = createRagIndex({ projectDir, stateDir, chroma: { url: 'http://127.0.0.1:9' } });
  const { files, chroma } = await index.index({ onProgress: ({ phase, done, total }) => show(phase, done, total) });
  const { hits, servedBy } = await index.ask('where are invoices added up?');
  expect({ files, filled: chroma.filled, by: servedBy.name, first: hits[0]?.path }).toEqual({
    files: 3,
    filled: false,
    by: 'lexical',
    first: 'src/invoice.ts',
  });
  expect(shown).toContain('reading 3/3');
});
