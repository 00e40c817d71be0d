import { afterEach, describe, expect, it, vi } from 'vitest';
import { indexProject, linkTests, resolveImports, updateIndex } from '../src/index.ts';
import { temporaryProject } from './temporary-project.ts';

afterEach(() => void vi.restoreAllMocks());

describe('the example of the README', () => {
  it('shows what it says', async () => {
    const { dir: projectDir } = temporaryProject({
      'src/greet.ts':
        "import { nameOf } from './name.ts';\n\n// Says hello.\nexport function greet(): string {\n  return `Hello ${nameOf()}`;\n}\n",
      'src/name.ts': "export const nameOf = () => 'you';\n",
      'test/greet.test.ts': "import { greet } from '../src/greet.ts';\n",
    });
    const { dir: cacheFolder } = temporaryProject();
    const printed: unknown[] = [];
    vi.spyOn(console, 'log').mockImplementation((value) => void printed.push(value));

    const index = await indexProject({ projectDir, cacheFolder });
    const file = index.files.find(({ path }) => path === 'src/greet.ts');
    console.log(file?.symbols[0]); // { name: 'greet', kind: 'function', startLine: 4, endLine: 6, exported: true, doc: 'Says hello.' }
    console.log(resolveImports(index)[0]); // { from: 'src/greet.ts', to: 'src/name.ts', specifier: './name.ts', line: 1, names: ['nameOf'] }
    console.log(linkTests(index)[0]); // { test: 'test/greet.test.ts', code: 'src/greet.ts', by: 'import' }

    const later = await updateIndex(index, { projectDir, changedPaths: ['src/greet.ts'] });
    if (!later.complete) console.log('time ran out: files are missing');

    expect(printed).toEqual([
      { name: 'greet', kind: 'function', startLine: 4, endLine: 6, exported: true, doc: 'Says hello.' },
      { from: 'src/greet.ts', to: 'src/name.ts', specifier: './name.ts', line: 1, names: ['nameOf'] },
      { test: 'test/greet.test.ts', code: 'src/greet.ts', by: 'import' },
    ]);
  });
});
