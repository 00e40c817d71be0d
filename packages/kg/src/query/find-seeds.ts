import type { CallContext } from '@artemis/core';
import { splitIdentifier } from '@artemis/code-index';
import type { GraphNode } from '../model/graph-node.ts';
import type { GraphStore } from '../model/graph-store.ts';

const maxWords = 60;
const maxMatches = 400;
const maxSeeds = 40;

/** Nodes that a text names, with how surely it means them: by path, by identifier, or by some of the words in their names. */
export async function findSeeds(store: GraphStore, text: string, call: CallContext): Promise<ReadonlyMap<string, number>> {
  const identifiers = new Set([...text.matchAll(/[\p{L}\p{N}_$]+/gu)].map(([identifier]) => identifier));
  const words = new Set([...identifiers].flatMap(splitIdentifier).filter((word) => word.length > 2 && !emptyWords.has(word)));
  const seeds = new Map<string, number>();
  for (const { id } of await store.nodes({ paths: pathsIn(text) }, call)) if (id.startsWith('file:')) seeds.set(id, 4);
  if (words.size === 0) return seeds;
  const found = await store.matching([...words].slice(0, maxWords), maxMatches, call);
  const rarity = rarityOf(found, words);
  const scored = found.map((node) => ({ id: node.id, weight: weightOf(node, rarity, identifiers) })).filter(({ weight }) => weight > 0);
  for (const { id, weight } of scored.sort((one, other) => other.weight - one.weight).slice(0, maxSeeds))
    seeds.set(id, (seeds.get(id) ?? 0) + weight);
  return seeds;
}

/** What looks like a path of the project, with `/` between folders. */
function pathsIn(text: string): readonly string[] {
  const found = [...text.matchAll(/[\w@.-]+(?:[/\\][\w@.-]+)*\.\w+/g)].map(([path]) => path.replaceAll('\\', '/').replace(/^\.\//, ''));
  return [...new Set(found)].slice(0, maxWords);
}

/** How much a word says: less, the more names have it. */
function rarityOf(nodes: readonly GraphNode[], words: ReadonlySet<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of nodes.flatMap((node) => node.words)) if (words.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, count]) => [word, 1 / Math.log2(1 + count)]));
}

/** The rarer the shared words and the more of the name they are, the better. A name spelled out counts most. */
function weightOf({ name, words }: GraphNode, rarity: ReadonlyMap<string, number>, identifiers: ReadonlySet<string>): number {
  const shared = words.filter((word) => rarity.has(word));
  const weight = shared.reduce((sum, word) => sum + (rarity.get(word) ?? 0), 0) * (shared.length / Math.max(words.length, 1));
  return identifiers.has(name.slice(name.lastIndexOf('.') + 1)) ? weight * 3 : weight;
}

/** Words of tasks rather than of code. */
const emptyWords: ReadonlySet<string> = new Set(
  'add and are but can change code create does file fix for from function has have into make method must new not now one remove should some test tests that the then this use used uses when where which with write'.split(
    ' ',
  ),
);
