import type { CallContext } from '@artemis/core';
import { compareText } from '../model/compare.ts';
import type { EdgeKind } from '../model/graph-edge.ts';
import type { GraphStore } from '../model/graph-store.ts';

/** How a file depends on others. */
export interface Reached {
  /** Steps to the nearest of them; 0 for those themselves. */
  readonly distance: number;
  /** How much it uses what is one step nearer: calls, references, imports. */
  readonly uses: number;
}

const dependencies: readonly EdgeKind[] = ['calls', 'imports', 'references', 'tests'];

/** Every file that depends on some files, through any chain, by path. Those files themselves are in it if the graph has them. */
export async function reach(store: GraphStore, paths: readonly string[], call: CallContext): Promise<ReadonlyMap<string, Reached>> {
  const known = await store.nodes({ paths }, call);
  const reached = new Map<string, Reached>(known.map(({ path }) => [path ?? '', { distance: 0, uses: 0 }]));
  let frontier = [...reached.keys()];
  for (let distance = 1; frontier.length > 0; distance++) {
    const uses = new Map<string, number>();
    for (const { fromPath, weight } of await store.edges({ at: { paths: frontier }, direction: 'in', kinds: dependencies }, call)) {
      if (fromPath !== undefined && !reached.has(fromPath)) uses.set(fromPath, (uses.get(fromPath) ?? 0) + weight);
    }
    frontier = [...uses.keys()].sort(compareText);
    for (const path of frontier) reached.set(path, { distance, uses: uses.get(path) ?? 0 });
  }
  return reached;
}
