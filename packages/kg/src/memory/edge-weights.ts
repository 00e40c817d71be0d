import type { EdgeKind } from '../model/graph-edge.ts';
import { edgeKinds } from '../model/graph-edge.ts';

/** All edges from one node to another in one: the weight of each kind there is. */
export type EdgeWeights = { [K in EdgeKind]?: number };

/** The kinds there are, each with its weight. */
export function eachWeight(weights: EdgeWeights, use: (kind: EdgeKind, weight: number) => void): void {
  for (const kind of edgeKinds) {
    const weight = weights[kind];
    if (weight !== undefined) use(kind, weight);
  }
}

/** How many kinds there are. */
export const countOf = (weights: EdgeWeights): number => Object.keys(weights).length;

/** What is left when a file takes its edges back: those a run has put in. */
export const ofRuns = ({ changed_by: weight }: EdgeWeights): EdgeWeights => (weight === undefined ? {} : { changed_by: weight });
