import { tokenize } from '@artemis/code-index';
import { stem } from '../lexical/stem.ts';
import type { Embedder } from './embedder.ts';

const dimensions = 384;
const gramLength = 4;
/** How much the spelling of a word counts beside the word itself. */
const gramWeight = 0.35;
const maxChars = 8_000;

/** Words that stand in most files, or in most questions, and tell nothing apart. */
const frequent = new Set(
  (
    'a an and are as be by can const def do else export for from function get how if import in is it let new not null of on or public ' +
    'return self set static string that the this to true false type undefined use used value var void was when which with'
  ).split(' '),
);

/**
 * Vectors without a model: words, and the letters they are made of, hashed into 384 numbers. The same text always has the same
 * vector; nothing is downloaded. It finds what is spelled alike, not what means the same.
 */
export const hashingEmbedder: Embedder = {
  id: `hashing-${dimensions}-1`,
  isLocal: true,
  batch: 64,
  embed: (texts) => Promise.resolve(texts.map(vectorOf)),
};

function vectorOf(text: string): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  const counts = new Map<string, number>();
  for (const token of tokenize(text.slice(0, maxChars))) {
    const word = frequent.has(token) ? token : stem(token);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  for (const [word, count] of counts) {
    const weight = (1 + Math.log(count)) * (frequent.has(word) ? 0.1 : 1);
    add(vector, word, weight);
    const grams = gramsOf(word);
    for (const gram of grams) add(vector, gram, (weight * gramWeight) / Math.sqrt(grams.length));
  }
  return normalized(vector);
}

/** Pieces of a word, its beginning and end marked. */
function gramsOf(word: string): string[] {
  const marked = `<${word}>`;
  if (marked.length <= gramLength) return [marked];
  return Array.from({ length: marked.length - gramLength + 1 }, (_, at) => marked.slice(at, at + gramLength));
}

/** Adds a feature to two places, with signs from its hash, so that features that share a place cancel out rather than add up. */
function add(vector: number[], feature: string, weight: number): void {
  const hash = hashOf(feature);
  const first = hash % dimensions;
  const second = Math.floor(hash / dimensions) % dimensions;
  vector[first] = (vector[first] ?? 0) + (hash & 0x40000000 ? weight : -weight);
  vector[second] = (vector[second] ?? 0) + (hash & 0x20000000 ? weight : -weight);
}

/** FNV-1a with a last mixing step, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** The same direction with length 1; a text without words gets a fixed direction, as no vector may be zero. */
export function normalized(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((value) => value / length) : vector.map((_, at) => (at === 0 ? 1 : 0));
}
