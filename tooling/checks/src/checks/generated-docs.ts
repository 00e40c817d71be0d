import type { Check } from '../check.ts';
import { errorDocsPath, renderErrorDocs } from '../error-docs.ts';

/** The generated pages say what the code says. */
export const generatedDocs: Check = {
  name: 'generated-docs',
  run(repository) {
    const actual = repository.has(errorDocsPath) ? repository.read(errorDocsPath) : '';
    const expected = renderErrorDocs(repository);
    if (actual === expected) return [];
    const actualLines = actual.split('\n');
    const line = expected.split('\n').findIndex((text, index) => text !== actualLines[index]);
    return [
      {
        path: errorDocsPath,
        line: Math.max(line, 0) + 1,
        rule: 'generated-docs',
        message: 'not what the tables say; run `pnpm docs:generate`',
      },
    ];
  },
};
