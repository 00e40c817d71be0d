import type { CallContext } from '@artemis/core';
import { compareText } from '../model/compare.ts';
import type { GraphStore } from '../model/graph-store.ts';
import { reach } from './reach.ts';

/** A file that a change may break. */
export interface AffectedFile {
  readonly path: string;
  /** Steps between it and what changes: 1 uses it directly. */
  readonly distance: number;
  readonly isTest: boolean;
}

/** Files that a change of a file may break, nearest first. A file the graph does not know affects nothing. */
export async function affectedFiles(store: GraphStore, path: string, call: CallContext): Promise<readonly AffectedFile[]> {
  const reached = await reach(store, [path], call);
  const tests = new Set((await store.tests(call)).map((test) => test.path));
  return [...reached]
    .filter(([, { distance }]) => distance > 0)
    .map(([file, { distance }]) => ({ path: file, distance, isTest: tests.has(file) }))
    .sort((one, other) => one.distance - other.distance || compareText(one.path, other.path));
}
