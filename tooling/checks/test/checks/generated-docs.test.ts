import { expect, it } from 'vitest';
import { generatedDocs } from '../../src/checks/generated-docs.ts';
import { errorPage } from '../../src/error-page.ts';
import { repositoryOfTexts } from '../../src/repository.ts';
import { roomPage } from '../../src/room-page.ts';
import { house } from '../error-fixture.ts';
import { objections } from '../objections.ts';

const repository = repositoryOfTexts(house);
const errors = errorPage.render(repository, '');
const rooms = roomPage.render(repository, '# Architecture\n');
const pages = { 'docs/errors.md': errors, 'ARCHITECTURE.md': rooms };

it('writes a section for each package and a row for each code, with the pipe escaped', () => {
  expect(errors.split('\n').filter((line) => line.startsWith('## ') || line.startsWith('| `'))).toEqual([
    '## @artemis/core',
    String.raw`| ${'`ARTEMIS_E_DEADLINE`'} | 4 | Something took too long. | Wait \| think. |`,
    '## @artemis/rag',
    '| `ARTEMIS_E_RAG_INDEX` | 69 | No index. | Make one. |',
  ]);
});

it('writes the table of rooms between its marks and leaves the rest of the page alone', () => {
  const page = rooms.replace('# Architecture\n', '# Before\n') + 'After.\n';
  const stale = page.replace('| `errors/` |', '| `mistakes/` |');
  expect(stale).not.toBe(page);
  expect(roomPage.render(repository, stale)).toBe(page);
});

it('is content with the pages as generated', async () => {
  expect(await objections(generatedDocs, { ...house, ...pages })).toEqual([]);
});

it('names the first line that differs', async () => {
  const texts = { ...house, ...pages, 'docs/errors.md': errors.replace('too long', 'ages') };
  expect(await objections(generatedDocs, texts)).toEqual(['docs/errors.md:12']);
  expect(await objections(generatedDocs, { ...house, ...pages, 'ARCHITECTURE.md': '# Architecture\n' })).toEqual(['ARCHITECTURE.md:2']);
});

it('misses a page when there is none', async () => {
  expect(await objections(generatedDocs, { ...house, 'ARCHITECTURE.md': rooms })).toEqual(['docs/errors.md:1']);
});
