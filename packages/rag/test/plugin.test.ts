import { checkPluginContract } from '@artemis/core/testing';
import { expect, it } from 'vitest';
import ragPlugin from '../src/index.ts';
import { ragSettings } from '../src/rag-settings.ts';
import { sampleProject } from './sample-project.ts';

it('keeps the contract of plugins', async () => {
  await using project = await sampleProject();
  expect(
    await checkPluginContract(() => ragPlugin({ stateDir: project.stateDir }), { projectDir: project.projectDir, timeoutMs: 20_000 }),
  ).toEqual([]);
});

it('waits for Chroma less than two seconds when nothing else is asked for', () => {
  expect(ragSettings({}).timeoutMs).toBeLessThan(2_000);
});

it.for([
  { chroma: { url: 'ftp://x' } },
  { chroma: { url: 'no address' } },
  { chroma: { url: 'http://host/path' } },
  { stateDir: 'relative' },
  { embeddings: { baseUrl: '', model: 'm' } },
])('refuses the option %j before anything is opened', (options) => {
  expect(() => ragPlugin(options)).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_RAG_OPTIONS' }));
});

it('shows the address that is none, without the password in it', () => {
  const refused = (): unknown => ragPlugin({ chroma: { url: 'ftp://ann:pa55word@host' } });
  expect(refused).toThrow('ftp://…@host');
  expect(refused).not.toThrow('pa55word');
});
