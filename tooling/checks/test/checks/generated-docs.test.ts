import { expect, it } from 'vitest';
import { generatedDocs } from '../../src/checks/generated-docs.ts';
import { renderErrorDocs } from '../../src/error-docs.ts';
import { repositoryOfTexts } from '../../src/repository.ts';
import { house } from '../error-fixture.ts';
import { objections } from '../objections.ts';

const page = renderErrorDocs(repositoryOfTexts(house));

it('writes a section for each package and a row for each code, with the pipe escaped', () => {
  expect(page.split('\n').filter((line) => line.startsWith('## ') || line.startsWith('| `'))).toEqual([
    '## @artemis/core',
    String.raw`| ${'`ARTEMIS_E_DEADLINE`'} | 4 | Something took too long. | Wait \| think. |`,
    '## @artemis/rag',
    '| `ARTEMIS_E_RAG_INDEX` | 69 | No index. | Make one. |',
  ]);
});

it('is content with the page as generated', async () => {
  expect(await objections(generatedDocs, { ...house, 'docs/errors.md': page })).toEqual([]);
});

it('names the first line that differs', async () => {
  expect(await objections(generatedDocs, { ...house, 'docs/errors.md': page.replace('too long', 'ages') })).toEqual(['docs/errors.md:12']);
});

it('misses the page when there is none', async () => {
  expect(await objections(generatedDocs, house)).toEqual(['docs/errors.md:1']);
});
