import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { Breather } from '@artemis/code-index';
import { writeFileAtomic, type Clock, type FileSystem } from '@artemis/core';
import { LexicalIndex, shardCount } from './lexical-index.ts';
import { WordShard } from './word-shard.ts';

/** Raised whenever passages, words or the form of a shard change: older ones are then built anew. */
const schema = 2;
const maxBytes = 256 * 1024 * 1024;
const lineBreak = 10;

/** What a store is opened with. */
export interface LexicalStoreOptions {
  /** Folder of its own. It is created. */
  readonly folder: string;
  /** Names the project, so that a file copied from elsewhere is not taken for it. */
  readonly project: string;
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
}

/** The lexical index of one project on disk: a file for each shard, a line with its checksum in front. */
export class LexicalStore {
  readonly #options: LexicalStoreOptions;

  constructor(options: LexicalStoreOptions) {
    this.#options = options;
  }

  /** The stored index, without what is missing, damaged, or of another form or project. Never rejects. */
  async load(): Promise<LexicalIndex> {
    const breather = new Breather(this.#options.clock);
    const shards = await Promise.all(
      Array.from({ length: shardCount }, async (_, shard) => {
        const read = await this.#read(shard);
        await breather.breathe();
        return read === null ? null : this.#open(shard, read);
      }),
    );
    return new LexicalIndex(this.#options.clock, shards);
  }

  /** Keeps a shard. @throws ArtemisError `ARTEMIS_E_STATE_WRITE`; what was there before is then still there. */
  async save(shard: number, { bytes }: WordShard): Promise<void> {
    const { folder, fileSystem, clock } = this.#options;
    await fileSystem.mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFileAtomic(join(folder, nameOf(shard)), Buffer.concat([Buffer.from(`${this.#header(shard, bytes)}\n`), bytes]), {
      fileSystem,
      clock,
    });
  }

  async #read(shard: number): Promise<Buffer | null> {
    const { folder, fileSystem } = this.#options;
    const path = join(folder, nameOf(shard));
    try {
      return (await fileSystem.stat(path)).size > maxBytes ? null : await fileSystem.readFile(path);
    } catch {
      return null;
    }
  }

  #open(shard: number, content: Buffer): WordShard | null {
    const end = content.indexOf(lineBreak);
    const bytes = content.subarray(end + 1);
    try {
      return end >= 0 && content.toString('utf8', 0, end) === this.#header(shard, bytes) ? new WordShard(bytes) : null;
    } catch {
      return null;
    }
  }

  #header(shard: number, bytes: Buffer): string {
    return JSON.stringify({ schema, project: this.#options.project, shard, bytes: bytes.length, crc32: crc32(bytes) });
  }
}

const nameOf = (shard: number): string => `words-${String(shard).padStart(3, '0')}.txt`;
