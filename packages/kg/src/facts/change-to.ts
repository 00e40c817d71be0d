import type { ProjectIndex } from '@artemis/code-index';
import type { GraphChange } from '../model/graph-change.ts';
import { slicesOf } from './slices-of.ts';

/** What has to be written so that a graph with these digests shows an index. Files missing from a partial index stay as they are. */
export function changeTo(index: ProjectIndex, digests: ReadonlyMap<string, string>): GraphChange {
  const slices = slicesOf(index);
  const there = new Set(slices.map(({ path }) => path));
  return {
    drop: index.complete ? [...digests.keys()].filter((path) => !there.has(path)) : [],
    put: slices.filter(({ path, digest }) => digests.get(path) !== digest),
    nodes: [],
    edges: [],
  };
}
