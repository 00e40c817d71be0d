import type { LexicalIndex, ShardChange } from '../lexical/lexical-index.ts';
import { shardOf } from '../lexical/lexical-index.ts';
import type { LexicalStore } from '../lexical/lexical-store.ts';
import type { PassageText } from './passage.ts';

/** A file whose passages are to be found. */
export interface WantedFile {
  readonly path: string;
  readonly sha256: string;
}

/** Makes a lexical index hold what it should. */
export interface Absorption {
  readonly lexical: LexicalIndex;
  readonly store: LexicalStore;
  /** What changed, or is new. */
  readonly changed: readonly WantedFile[];
  readonly gone: readonly string[];
  /** Passages of a changed file; `null` when it is not as it was wanted any more: it is then taken out. */
  readonly passagesOf: (file: WantedFile) => Promise<readonly PassageText[] | null>;
  /** Its abort ends it between two files. */
  readonly signal: AbortSignal;
  /** Told of a shard that could not be kept on disk: it is built again next time. */
  readonly onUnkept: (error: unknown) => void;
  /** Told of each changed file that was dealt with. */
  readonly onFile: (done: number, total: number) => void;
}

/** Files that are read ahead of the one whose words are being taken over. */
const readAhead = 8;

/** Takes over what changed, shard by shard; each can be found as soon as it is done. Resolves when all of it is on disk, or cannot be. */
export async function absorb({ lexical, store, changed, gone, passagesOf, signal, onUnkept, onFile }: Absorption): Promise<void> {
  const shards = Map.groupBy([...changed.map(({ path }) => path), ...gone], shardOf);
  const filesIn = Map.groupBy(changed, ({ path }) => shardOf(path));
  const goneIn = Map.groupBy(gone, shardOf);
  let saving: Promise<unknown> = Promise.resolve();
  let done = 0;
  const begin = (file: WantedFile): ReturnType<typeof passagesOf> => {
    const reading = passagesOf(file);
    // It is waited for below, or not at all once another has failed.
    reading.catch(() => undefined);
    return reading;
  };
  async function* put(files: readonly WantedFile[]): ShardChange['put'] {
    const reading = files.slice(0, readAhead).map(begin);
    for (const [at, { path, sha256 }] of files.entries()) {
      signal.throwIfAborted();
      const passages = await reading[at];
      const next = files[at + readAhead];
      if (next !== undefined) reading.push(begin(next));
      if (passages) yield { path, sha256, passages };
      onFile(++done, changed.length);
    }
  }
  for (const shard of shards.keys()) {
    signal.throwIfAborted();
    const files = filesIn.get(shard) ?? [];
    const paths = [...(goneIn.get(shard) ?? []), ...files.map(({ path }) => path)];
    const built = await lexical.change({ shard, gone: paths, put: put(files) });
    // One at a time: on a slow disk they would pile up in memory.
    await saving;
    saving = store.save(shard, built).catch(onUnkept);
  }
  await saving;
}
