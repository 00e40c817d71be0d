/** One ranking that takes part in a fusion. */
export interface Ranking {
  /** Ids, best first. */
  readonly ids: readonly string[];
  /** How much it counts. At least 0. */
  readonly weight: number;
}

/** A passage in the fused ranking. */
export interface FusedRank {
  readonly id: string;
  readonly score: number;
}

/** Flattens the difference between the first ranks, so that no single ranking decides alone. */
const flattening = 60;

/** Puts rankings together by reciprocal rank: what several of them find near the top comes first. Ties keep the order they came in. */
export function fuseRanks(rankings: readonly Ranking[]): readonly FusedRank[] {
  const scores = new Map<string, number>();
  for (const { ids, weight } of rankings) {
    for (const [rank, id] of [...new Set(ids)].entries()) scores.set(id, (scores.get(id) ?? 0) + weight / (flattening + rank + 1));
  }
  return [...scores].map(([id, score]) => ({ id, score })).toSorted((a, b) => b.score - a.score);
}
