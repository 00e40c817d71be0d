import type { AsPlainObject } from 'minisearch';
import type { Breather } from '@artemis/code-index';
import { bm25, boost, fieldIds, wordOptions, type IndexedWords } from './word-options.ts';
import { rarestWithin } from './rarest-within.ts';
import type { BytePlace, WordShard } from './word-shard.ts';

/** A passage of a shard, with how well it fits. */
export interface RankedNumber {
  readonly shard: WordShard;
  readonly number: number;
  readonly score: number;
}

/** Passages that are ranked at once: more would keep the thread from others for too long. */
const passagesAtOnce = 12_000;
/**
 * Bytes of postings that are looked at for one question. The words that most passages have are left out first: they say least. Found with
 * the bench of retrieval: at ten thousand files more finds less, at a thousand it makes no difference.
 */
const mostPostingBytes = 400_000;

/**
 * The passages that share words with a question, best first. MiniSearch ranks them; it is given the postings of these words only, so a
 * large index need not be in its memory.
 */
export async function rankWords(
  shards: readonly WordShard[],
  words: readonly string[],
  limit: number,
  breather: Breather,
): Promise<readonly RankedNumber[]> {
  const places = await placesOf(shards, new Set(words), breather);
  const found: RankedNumber[] = [];
  for (const group of groupsOf(shards)) {
    found.push(...(await rankGroup(group, words, { places, limit, breather })));
    await breather.breathe();
  }
  return found.toSorted((one, other) => other.score - one.score).slice(0, limit);
}

/** Where each word is in each shard, for as many words as can be looked at, rare ones first. */
type Places = ReadonlyMap<string, ReadonlyMap<WordShard, BytePlace>>;

async function placesOf(shards: readonly WordShard[], words: ReadonlySet<string>, breather: Breather): Promise<Places> {
  const found: { readonly word: string; readonly places: Map<WordShard, BytePlace>; readonly bytes: number }[] = [];
  for (const word of words) {
    const places = new Map<WordShard, BytePlace>();
    let bytes = 0;
    for (const shard of shards) {
      const place = shard.find(word);
      if (place === null) continue;
      places.set(shard, place);
      bytes += place.to - place.from;
    }
    if (places.size > 0) found.push({ word, places, bytes });
    await breather.breathe();
  }
  return new Map(rarestWithin(found, mostPostingBytes).map(({ word, places }) => [word, places]));
}

function groupsOf(shards: readonly WordShard[]): readonly (readonly WordShard[])[] {
  const groups: WordShard[][] = [];
  let room = 0;
  for (const shard of shards) {
    if (room <= 0 || groups.length === 0) {
      groups.push([]);
      room = passagesAtOnce;
    }
    groups.at(-1)?.push(shard);
    room -= shard.size;
  }
  return groups;
}

async function rankGroup(
  group: readonly WordShard[],
  words: readonly string[],
  { places, limit, breather }: { readonly places: Places; readonly limit: number; readonly breather: Breather },
): Promise<readonly RankedNumber[]> {
  const { default: Words } = await import('minisearch');
  const offsets: number[] = [];
  let next = 0;
  for (const shard of group) {
    offsets.push(next);
    next += shard.nextNumber;
  }
  const asked = words.filter((word) => places.has(word));
  const plain = plainOf(group, offsets, places);
  await breather.breathe();
  const ranking = Words.loadJS<IndexedWords>(plain, wordOptions);
  await breather.breathe();
  const split = { tokenize: (text: string): string[] => text.split(' '), processTerm: (word: string): string => word };
  const results = ranking.search(asked.join(' '), { boost, bm25, ...split }).slice(0, limit);
  return results.flatMap(({ id, score }) => {
    const at = offsets.findLastIndex((offset) => offset <= Number(id));
    const shard = group[at];
    return shard === undefined ? [] : [{ shard, number: Number(id) - (offsets[at] ?? 0), score }];
  });
}

/** Some shards as one index that holds some words only, the way MiniSearch writes itself. */
function plainOf(group: readonly WordShard[], offsets: readonly number[], places: Places): AsPlainObject {
  const documentIds: Record<string, number> = {};
  const fieldLength: Record<string, number[]> = {};
  const index: AsPlainObject['index'] = [];
  for (const [word, inShards] of places) {
    const merged: Record<string, Record<string, number>> = {};
    for (const [at, shard] of group.entries()) {
      const place = inShards.get(shard);
      if (place === undefined) continue;
      for (const [field, counts] of Object.entries(shard.postings(place))) {
        const all = (merged[field] ??= {});
        for (const number in counts) {
          const id = Number(number) + (offsets[at] ?? 0);
          all[id] = counts[number] ?? 0;
          documentIds[id] ??= id;
          fieldLength[id] ??= shard.lengthsOf(Number(number)) as number[];
        }
      }
    }
    index.push([word, merged]);
  }
  const documentCount = group.reduce((sum, { size }) => sum + size, 0);
  const averageFieldLength = Object.values(fieldIds).map(
    (field) => group.reduce((sum, { averages, size }) => sum + (averages[field] ?? 0) * size, 0) / Math.max(documentCount, 1),
  );
  const nextId = (offsets.at(-1) ?? 0) + (group.at(-1)?.nextNumber ?? 0);
  return {
    documentCount,
    nextId,
    documentIds,
    fieldIds,
    fieldLength,
    averageFieldLength,
    storedFields: {},
    dirtCount: 0,
    index,
    serializationVersion: 2,
  };
}
