import { join } from 'node:path';
import { writeFileAtomic, type ArtemisError, type Clock, type FileSystem } from '@artemis/core';
import type { IndexedFile } from '../model/indexed-file.ts';
import type { ProjectIndex } from '../model/project-index.ts';
import { readFileBounded } from '../read/read-file-bounded.ts';
import { forEachWithin } from '../scan/for-each-within.ts';
import { cacheProblem } from './cache-problem.ts';
import { readMain, type MainPart } from './main-part.ts';
import { contentVersion } from './content-version.ts';
import { openSealed, sealText } from './sealed-bytes.ts';
import { readShard, writeShard } from './shard-text.ts';
import { isOtherShard, shardCountFor, shardName, shardOf } from './shards.ts';

/** Ports of a cache, and who hears of its problems. */
export interface IndexCacheOptions {
  readonly folder: string;
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  readonly onProblem: (problem: ArtemisError) => void;
}

const mainFile = 'index.json';
const maxFileBytes = 512 * 1024 * 1024;
const shardsAtOnce = 4;

/**
 * An index on disk: the files in shards, so that one change rewrites one shard, and the rest in a main file, which is written last.
 * Every file has a version and a checksum; one that is damaged, or of another version, is left out and written anew. What was found
 * in a file is not read before somebody asks for it.
 */
export class IndexCache {
  readonly #options: IndexCacheOptions;
  readonly #version = contentVersion();
  /** Files of each shard as they are on disk. */
  readonly #onDisk = new Map<string, readonly IndexedFile[]>();
  /** Shards that the main file on disk speaks of; 0 when there is none. */
  #count = 0;

  constructor(options: IndexCacheOptions) {
    this.#options = options;
  }

  /** The index as it was last saved, less what was damaged; `null` when there is none. Never rejects. */
  async load(): Promise<ProjectIndex | null> {
    const bytes = await this.#read(mainFile);
    if (bytes === null) return null;
    const main = readMain(bytes);
    if (main === null) {
      this.#options.onProblem(cacheProblem(mainFile, 'shape'));
      return null;
    }
    const { shards: count, ...rest } = main;
    this.#count = count;
    const shards = await Promise.all(Array.from({ length: count }, (_, shard) => this.#loadShard(shardName(shard, count))));
    return { ...rest, files: shards.flat() };
  }

  /** Saves an index: the shards that changed, then the main file. Problems are told, not thrown. */
  async save({ files, ...rest }: ProjectIndex): Promise<void> {
    const count = shardCountFor(files.length);
    const shards = Array.from({ length: count }, (_, shard) => ({ name: shardName(shard, count), files: [] as IndexedFile[] }));
    for (const file of files) shards[shardOf(file.path, count)]?.files.push(file);
    const { folder, fileSystem, onProblem } = this.#options;
    try {
      await fileSystem.mkdir(folder, { recursive: true, mode: 0o700 });
      const each = (shard: (typeof shards)[number]): Promise<void> => this.#saveShard(shard.name, shard.files);
      await forEachWithin(shards, { atOnce: shardsAtOnce, isOver: () => false, signal: undefined, each });
      await this.#write(mainFile, JSON.stringify({ ...rest, shards: count } satisfies MainPart));
      if (count !== this.#count) await this.#removeOthers(count);
      this.#count = count;
    } catch (error) {
      onProblem(cacheProblem(folder, 'unwritable', error));
    }
  }

  async #saveShard(name: string, files: readonly IndexedFile[]): Promise<void> {
    if (sameFiles(files, this.#onDisk.get(name))) return;
    this.#onDisk.delete(name);
    if (files.length > 0) await this.#write(name, writeShard(files));
    // An empty shard has no file; there may be a damaged one.
    else await this.#options.fileSystem.rm(join(this.#options.folder, name), { force: true });
    this.#onDisk.set(name, files);
  }

  async #loadShard(name: string): Promise<readonly IndexedFile[]> {
    const bytes = await this.#read(name);
    if (bytes === null) return [];
    const files = readShard(bytes);
    if (files === null) this.#options.onProblem(cacheProblem(name, 'shape'));
    else this.#onDisk.set(name, files);
    return files ?? [];
  }

  async #removeOthers(count: number): Promise<void> {
    const { folder, fileSystem } = this.#options;
    const names = await fileSystem.readdir(folder);
    await Promise.all(names.filter((name) => isOtherShard(name, count)).map((name) => fileSystem.rm(join(folder, name), { force: true })));
  }

  async #read(name: string): Promise<Buffer | null> {
    const { folder, fileSystem, onProblem } = this.#options;
    const read = await readFileBounded(fileSystem, join(folder, name), maxFileBytes);
    if (read.kind !== 'read') {
      if (read.kind !== 'absent') onProblem(cacheProblem(name, 'unreadable'));
      return null;
    }
    const { buffer, byteOffset, byteLength } = read.bytes;
    const opened = openSealed(Buffer.from(buffer, byteOffset, byteLength), this.#version);
    if ('fault' in opened) onProblem(cacheProblem(name, opened.fault));
    return 'bytes' in opened ? opened.bytes : null;
  }

  async #write(name: string, text: string): Promise<void> {
    const { folder, fileSystem, clock } = this.#options;
    await writeFileAtomic(join(folder, name), sealText(text, this.#version), { fileSystem, clock });
  }
}

/** Whether two lists hold the very same records: what did not change is handed on, not copied. */
const sameFiles = (a: readonly IndexedFile[], b: readonly IndexedFile[] | undefined): boolean =>
  a.length === b?.length && a.every((file, at) => file === b[at]);
