import { join } from 'node:path';
import { writeFileAtomic, type ArtemisError, type Clock, type FileSystem } from '@artemis/core';
import type { IndexedFile } from '../model/indexed-file.ts';
import type { ProjectIndex } from '../model/project-index.ts';
import { readFileBounded } from '../read/read-file-bounded.ts';
import { cacheProblem } from './cache-problem.ts';
import { contentVersion } from './content-version.ts';
import { isMainPart, isPackedFiles } from './cache-shapes.ts';
import { packFiles, unpackFiles } from './packed-files.ts';
import { openSealedText, sealText } from './sealed-text.ts';
import { shardCount, shardName, shardOf } from './shards.ts';

/** Ports of a cache, and who hears of its problems. */
export interface IndexCacheOptions {
  readonly folder: string;
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  readonly onProblem: (problem: ArtemisError) => void;
}

const mainFile = 'index.json';
const maxFileBytes = 512 * 1024 * 1024;

/**
 * An index on disk: the files in shards, so that one change rewrites one shard, and the rest in a main file, which is written last.
 * Every file has a version and a checksum; one that is damaged, or of another version, is left out and written anew.
 */
export class IndexCache {
  readonly #options: IndexCacheOptions;
  readonly #version = contentVersion();
  /** Files of each shard as they are on disk. */
  readonly #onDisk = new Map<number, readonly IndexedFile[]>();

  constructor(options: IndexCacheOptions) {
    this.#options = options;
  }

  /** The index as it was last saved, less what was damaged; `null` when there is none. */
  async load(): Promise<ProjectIndex | null> {
    const main = await this.#read(mainFile);
    if (main === null) return null;
    if (!isMainPart(main)) {
      this.#options.onProblem(cacheProblem(mainFile, 'shape'));
      return null;
    }
    const shards = await Promise.all(Array.from({ length: shardCount }, (_, shard) => this.#loadShard(shard)));
    return { ...main, files: shards.flat() };
  }

  /** Saves an index: the shards that changed, then the main file. Problems are told, not thrown. */
  async save(index: ProjectIndex): Promise<void> {
    const shards = Array.from({ length: shardCount }, (): IndexedFile[] => []);
    for (const file of index.files) shards[shardOf(file.path)]?.push(file);
    try {
      await this.#options.fileSystem.mkdir(this.#options.folder, { recursive: true, mode: 0o700 });
      await Promise.all(shards.map((files, shard) => this.#saveShard(shard, files)));
      const { files: _, ...main } = index;
      await this.#write(mainFile, main);
    } catch (error) {
      this.#options.onProblem(cacheProblem(this.#options.folder, 'unwritable', error));
    }
  }

  async #saveShard(shard: number, files: readonly IndexedFile[]): Promise<void> {
    if (sameFiles(files, this.#onDisk.get(shard))) return;
    this.#onDisk.delete(shard);
    if (files.length > 0) await this.#write(shardName(shard), packFiles(files));
    // An empty shard has no file; there may be a damaged one.
    else await this.#options.fileSystem.rm(join(this.#options.folder, shardName(shard)), { force: true });
    this.#onDisk.set(shard, files);
  }

  async #loadShard(shard: number): Promise<readonly IndexedFile[]> {
    const packed = await this.#read(shardName(shard));
    if (packed === null) return [];
    const files = isPackedFiles(packed) ? unpackFiles(packed) : null;
    if (files === null) this.#options.onProblem(cacheProblem(shardName(shard), 'shape'));
    else this.#onDisk.set(shard, files);
    return files ?? [];
  }

  async #read(name: string): Promise<unknown> {
    const { folder, fileSystem, onProblem } = this.#options;
    const read = await readFileBounded(fileSystem, join(folder, name), maxFileBytes);
    if (read.kind !== 'read') {
      if (read.kind !== 'absent') onProblem(cacheProblem(name, 'unreadable'));
      return null;
    }
    const opened = openSealedText(Buffer.from(read.bytes).toString(), this.#version);
    if ('fault' in opened) onProblem(cacheProblem(name, opened.fault));
    return 'text' in opened ? this.#parse(name, opened.text) : null;
  }

  #parse(name: string, text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      this.#options.onProblem(cacheProblem(name, 'shape', error));
      return null;
    }
  }

  async #write(name: string, content: object): Promise<void> {
    const { folder, fileSystem, clock } = this.#options;
    await writeFileAtomic(join(folder, name), sealText(JSON.stringify(content), this.#version), { fileSystem, clock });
  }
}

/** Whether two lists hold the very same records: what did not change is handed on, not copied. */
const sameFiles = (a: readonly IndexedFile[], b: readonly IndexedFile[] | undefined): boolean =>
  a.length === b?.length && a.every((file, at) => file === b[at]);
