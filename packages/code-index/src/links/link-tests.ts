import { posix } from 'node:path';
import type { IndexedFile } from '../model/indexed-file.ts';
import type { ProjectIndex } from '../model/project-index.ts';
import type { ImportLink } from './resolve-imports.ts';
import { comparePaths } from '../walk/compare-paths.ts';
import { resolveImports } from './resolve-imports.ts';
import { sharedParts } from './resolve/project-paths.ts';

/** A test and a file it tests. */
export interface TestLink {
  readonly test: string;
  readonly code: string;
  /** `import`: the test imports it. `name`: only their names match. */
  readonly by: 'import' | 'name';
}

/** Which tests test which files, by what they import and by how they are named, sorted by test. Pass `links` if imports are resolved already. */
export function linkTests(
  index: Pick<ProjectIndex, 'files' | 'packages'>,
  links: readonly ImportLink[] = resolveImports(index),
): readonly TestLink[] {
  const linker = new TestLinker(index.files);
  const imported = Map.groupBy(links, ({ from }) => from);
  return index.files
    .flatMap(({ path }) => linker.linksOf(path, imported.get(path)?.map(({ to }) => to) ?? []))
    .sort((a, b) => comparePaths(a.test, b.test) || comparePaths(a.code, b.code));
}

/** A name that so many files have says nothing. */
const mostNamesakes = 100;

/** The same for one test after the other. */
export class TestLinker {
  readonly #tests: ReadonlySet<string>;
  readonly #codeByStem: ReadonlyMap<string, readonly string[]>;

  constructor(files: readonly IndexedFile[]) {
    this.#tests = new Set(files.filter(({ isTest }) => isTest).map(({ path }) => path));
    const code = files.filter(({ isTest, language }) => !isTest && language !== null).map(({ path }) => path);
    this.#codeByStem = Map.groupBy(code, stemOf);
  }

  /** Files that a file tests, each once; none for a file that is no test. @param imported - Paths of the files it imports. */
  linksOf(path: string, imported: readonly string[]): readonly TestLink[] {
    if (!this.#tests.has(path)) return [];
    const found = new Map<string, TestLink>();
    for (const code of imported) if (!this.#tests.has(code)) found.set(code, { test: path, code, by: 'import' });
    const namesake = this.#namesakeOf(path);
    if (namesake !== null && !found.has(namesake)) found.set(namesake, { test: path, code: namesake, by: 'name' });
    return [...found.values()];
  }

  /** The file of the same name that is nearest to a test; none when several are equally near. */
  #namesakeOf(path: string): string | null {
    const named = this.#codeByStem.get(stemOf(path)) ?? [];
    if (named.length > mostNamesakes) return null;
    const near = named.map((each) => ({ each, nearness: nearness(path, each) }));
    const nearest = Math.max(...near.map((one) => one.nearness));
    const best = near.filter((one) => one.nearness === nearest);
    return best.length === 1 ? (best[0]?.each ?? null) : null;
  }
}

const testWords = /^(?:test_)|(?:[._-](?:test|tests|spec|e2e))$|(?<=[a-z\d])Tests?$/g;

/** Name of a file without its ending and without the words that make it a test, in lower case. */
function stemOf(path: string): string {
  const name = posix.basename(path).replace(/\.[^.]+$/, '');
  return name.replace(testWords, '').toLowerCase();
}

/** How many folders two paths share from the top, and from the bottom: tests often mirror the folders of the source. */
function nearness(test: string, code: string): number {
  const reversed = (path: string): string => [...posix.dirname(path).split('/').toReversed(), ''].join('/');
  return sharedParts(test, code) + sharedParts(reversed(test), reversed(code));
}
