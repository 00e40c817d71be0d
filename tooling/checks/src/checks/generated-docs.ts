import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { GeneratedPage } from '../generated-page.ts';
import { generatedPages } from '../generated-pages.ts';
import type { Repository } from '../repository.ts';

/** The generated pages say what the code says. */
export const generatedDocs: Check = {
  name: 'generated-docs',
  run: (repository) => generatedPages.flatMap((page) => pageFindings(repository, page)),
};

function pageFindings(repository: Repository, page: GeneratedPage): Finding[] {
  const current = repository.has(page.path) ? repository.read(page.path) : '';
  const expected = page.render(repository, current);
  if (current === expected) return [];
  const lines = current.split('\n');
  const differing = expected.split('\n').findIndex((text, index) => text !== lines[index]);
  return [
    {
      path: page.path,
      line: Math.max(differing, 0) + 1,
      rule: 'generated-docs',
      message: 'not what the code says; run `pnpm docs:generate`',
    },
  ];
}
