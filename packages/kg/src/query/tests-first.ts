import type { CallContext } from '@artemis/core';
import { compareText } from '../model/compare.ts';
import type { GraphStore } from '../model/graph-store.ts';
import { reach } from './reach.ts';

/**
 * All tests of the project, those first that are most likely to notice a change of some files: the nearer first, of equally near ones
 * those that use more. Tests that do not depend on the files come last; they are not left out, because a graph may miss a way.
 */
export async function testsFirst(store: GraphStore, changedFiles: readonly string[], call: CallContext): Promise<readonly string[]> {
  const reached = await reach(store, changedFiles, call);
  const tests = (await store.tests(call)).map(({ path }) => path ?? '');
  const of = (path: string): { readonly distance: number; readonly uses: number } => reached.get(path) ?? { distance: Infinity, uses: 0 };
  return tests.sort((one, other) => {
    const [a, b] = [of(one), of(other)];
    if (a.distance !== b.distance) return a.distance - b.distance;
    return b.uses - a.uses || compareText(one, other);
  });
}
