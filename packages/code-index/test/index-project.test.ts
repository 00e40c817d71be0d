import { expect, it } from 'vitest';
import { chunkFile, indexProject } from '../src/index.ts';

it('indexes its own sources', async () => {
  const index = await indexProject({ projectDir: new URL('..', import.meta.url).pathname });
  expect(index.complete).toBe(true);
  const file = index.files.find(({ path }) => path === 'src/scan/file-scanner.ts');
});
