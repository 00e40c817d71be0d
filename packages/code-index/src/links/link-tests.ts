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
  const found = new Map<string, TestLink>();
  const tests = new Set(index.files.filter(({ isTest }) => isTest).map(({ path }) => path));
  const add = (link: TestLink): void => {
    const key = `${link.test}\0${link.code}`;
    if (!found.has(key)) found.set(key, link);
  };
  for (const { from, to } of links) if (tests.has(from) && !tests.has(to)) add({ test: from, code: to, by: 'import' });
  for (const link of linksByName(index.files)) add(link);
  return [...found.values()].sort((a, b) => comparePaths(a.test, b.test) || comparePaths(a.code, b.code));
}

/** A name that so many files have says nothing. */
const mostNamesakes = 100;

/** Links each test to the file of the same name that is nearest to it; to none when several are equally near. */
function* linksByName(files: readonly IndexedFile[]): Iterable<TestLink> {
  const code = new Map<string, string[]>();
  for (const file of files) {
    if (file.isTest || file.language === null) continue;
    const stem = stemOf(file.path);
    const named = code.get(stem);
    if (named === undefined) code.set(stem, [file.path]);
    else named.push(file.path);
  }
  for (const { path, isTest } of files) {
    if (!isTest) continue;
    const named = code.get(stemOf(path)) ?? [];
    if (named.length > mostNamesakes) continue;
    const nearest = Math.max(...named.map((each) => nearness(path, each)));
    const best = named.filter((each) => nearness(path, each) === nearest);
    if (best.length === 1 && best[0] !== undefined) yield { test: path, code: best[0], by: 'name' };
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
