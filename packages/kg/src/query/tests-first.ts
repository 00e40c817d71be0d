import { splitIdentifier } from '@artemis/code-index';
import type { CallContext } from '@artemis/core';
import { compareText } from '../model/compare.ts';
import type { GraphStore } from '../model/graph-store.ts';
import { reach } from './reach.ts';

/**
 * All tests of the project, those first that are most likely to notice a change of some files: the nearer first, of equally near ones
 * those that use more, of those the ones whose paths have more words in common with the files. Tests that do not depend on the files
 * come last; they are not left out, because a graph may miss a way, such as one through a worker or a name in a text.
 */
export async function testsFirst(store: GraphStore, changedFiles: readonly string[], call: CallContext): Promise<readonly string[]> {
  const reached = await reach(store, changedFiles, call);
  const changedWords = new Set(changedFiles.flatMap(wordsOf));
  const tests = (await store.tests(call)).map(({ path = '' }) => {
    const { distance, uses } = reached.get(path) ?? { distance: Infinity, uses: 0 };
    return { path, distance, uses, shared: wordsOf(path).filter((word) => changedWords.has(word)).length };
  });
  return tests
    .sort((one, other) => {
      if (one.distance !== other.distance) return one.distance - other.distance;
      return other.uses - one.uses || other.shared - one.shared || compareText(one.path, other.path);
    })
    .map(({ path }) => path);
}

/** The words of a path, each once. */
const wordsOf = (path: string): readonly string[] => [...new Set(splitIdentifier(path))];
