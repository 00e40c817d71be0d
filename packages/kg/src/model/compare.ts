import type { GraphEdge } from './graph-edge.ts';

/** Order of two texts by code point. JavaScript's own is by code unit, which puts some characters elsewhere than a database does. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  if (oddlyPlaced.test(one) || oddlyPlaced.test(other)) return compareCharacters(one, other);
  return one < other ? -1 : 1;
}

/** Halves of pairs, and what stands behind them: without these, both orders are the same. */
const oddlyPlaced = /[\ud800-\uffff]/;

function compareCharacters(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) {
    const [a, b] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (a === b) continue;
    // Half of a pair stands for a character above all that need none.
    return isSurrogate(a) === isSurrogate(b) ? a - b : isSurrogate(a) ? 1 : -1;
  }
  return one.length - other.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** Order of nodes, and of all that has an id. */
export const byId = (one: { readonly id: string }, other: { readonly id: string }): number => compareText(one.id, other.id);

/** Order of edges: by where they begin, where they end, and kind. */
export const byEnds = (one: GraphEdge, other: GraphEdge): number =>
  compareText(one.from, other.from) || compareText(one.to, other.to) || compareText(one.kind, other.kind);
