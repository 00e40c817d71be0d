import { passagesOfFile } from '../../src/corpus/passages-of-file.ts';
import type { LexicalIndex, ShardChange } from '../../src/lexical/lexical-index.ts';
import { shardOf } from '../../src/lexical/lexical-index.ts';
import type { WordShard } from '../../src/lexical/word-shard.ts';

/** Puts files into an index; `null` takes one out. Gives the last shard that changed. */
export async function putFiles(index: LexicalIndex, files: Readonly<Record<string, string | null>>): Promise<WordShard> {
  let last: WordShard | null = null;
  for (const [shard, entries] of Map.groupBy(Object.entries(files), ([path]) => shardOf(path))) {
    last = await index.change({ shard, gone: entries.map(([path]) => path), put: put(entries) });
  }
  if (last === null) throw new Error('no file');
  return last;
}

async function* put(entries: readonly (readonly [string, string | null])[]): ShardChange['put'] {
  for (const [path, text] of entries) {
    if (text !== null) yield { path, sha256: text, passages: passagesOfFile(text, { path, symbols: [] }) };
  }
}
