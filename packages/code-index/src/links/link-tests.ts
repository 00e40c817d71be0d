import type { ProjectIndex } from '../model/project-index.ts';
import type { ImportLink } from './resolve-imports.ts';
import { resolveImports } from './resolve-imports.ts';

/** A test and a file it tests. */
export interface TestLink {
  readonly test: string;
  readonly code: string;
  /** `import`: the test imports it. `name`: only their names match. */
  readonly by: 'import' | 'name';
}

/** Which tests test which files, by what they import and by how they are named. Pass `links` if the imports are resolved already. */
export function linkTests(index: ProjectIndex, links: readonly ImportLink[] = resolveImports(index)): readonly TestLink[] {
  const tests = new Set(index.files.filter(({ isTest }) => isTest).map(({ path }) => path));
  return links.filter(({ from, to }) => tests.has(from) && !tests.has(to)).map(({ from, to }) => ({ test: from, code: to, by: 'import' }));
}
