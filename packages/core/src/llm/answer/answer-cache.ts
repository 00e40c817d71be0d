import { createHash } from 'node:crypto';
import type { LlmAnswer } from '../../capability/llm.ts';
import type { FileSystem } from '../../ports/file-system.ts';
import { makeFolder } from '../../ports/make-folder.ts';
import { decodeAnswer, encodeAnswer } from './stored-answer.ts';

/** Whether and where answers are kept for later runs. */
export interface AnswerCacheOptions {
  /** Absolute path of a folder of its own. It is made when it is missing, readable for its owner alone. */
  readonly directory: string;
  /**
   * - `outage`: a kept answer serves when no model answers, and the run says that it is degraded.
   * - `always`: a kept answer of the first model serves before any model is asked.
   */
  readonly use: 'outage' | 'always';
  /** Most bytes all kept answers may have; the oldest go first. Default: 67 108 864 (64 MiB). */
  readonly maxBytes?: number;
}

/** What a cache needs from outside. */
export interface AnswerCacheParts {
  readonly fileSystem: FileSystem;
  /** Writes a file as a whole: a reader sees all of it or none. */
  readonly replaceFile: (path: string, text: string) => Promise<void>;
  /** Takes secrets out of JSON text. */
  readonly redact: (json: string) => string;
}

const defaultMaxBytes = 64 * 1024 * 1024;
const suffix = '.json';

/**
 * Answers of models on the disk, found by what was asked and who answered. It is a convenience: whatever is wrong with it, a
 * folder that cannot be written, a damaged file, is a question without a kept answer and never an error.
 */
export class AnswerCache {
  readonly use: AnswerCacheOptions['use'];
  readonly #directory: string;
  readonly #maxBytes: number;
  readonly #parts: AnswerCacheParts;
  /** Bytes of each file, oldest first; read from the disk at the first answer that is kept. */
  #sizes: Promise<Map<string, number>> | undefined;

  constructor({ directory, use, maxBytes = defaultMaxBytes }: AnswerCacheOptions, parts: AnswerCacheParts) {
    this.use = use;
    this.#directory = directory;
    this.#maxBytes = maxBytes;
    this.#parts = parts;
  }

  /** The answer that a model has given to a question; `undefined` when none is kept, or it cannot be used. */
  async find(question: string, model: string): Promise<LlmAnswer | undefined> {
    const name = nameOf(question, model);
    const text = await this.#parts.fileSystem.readFile(this.#pathOf(name), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : decodeAnswer(text);
  }

  /** Keeps an answer, unless it holds a secret or is larger than all may be together. */
  async keep(question: string, model: string, answer: LlmAnswer): Promise<void> {
    const text = encodeAnswer(answer);
    const bytes = Buffer.byteLength(text);
    if (bytes > this.#maxBytes || this.#parts.redact(text) !== text) return;
    const name = nameOf(question, model);
    try {
      this.#sizes ??= this.#readSizes();
      const sizes = await this.#sizes;
      await this.#parts.replaceFile(this.#pathOf(name), text);
      // Put at the end: it is the newest now.
      sizes.delete(name);
      sizes.set(name, bytes);
      await this.#makeRoom(sizes);
    } catch {
      this.#sizes = undefined;
    }
  }

  #pathOf(name: string): string {
    return `${this.#directory}/${name}`;
  }

  async #makeRoom(sizes: Map<string, number>): Promise<void> {
    let total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
    for (const [name, bytes] of sizes) {
      if (total <= this.#maxBytes) return;
      sizes.delete(name);
      total -= bytes;
      await this.#parts.fileSystem.rm(this.#pathOf(name), { force: true });
    }
  }

  async #readSizes(): Promise<Map<string, number>> {
    const { fileSystem } = this.#parts;
    await makeFolder(fileSystem, this.#directory, 0o700);
    const names = (await fileSystem.readdir(this.#directory)).filter((name) => name.endsWith(suffix));
    const files = await Promise.all(names.map(async (name) => ({ name, stat: await fileSystem.stat(this.#pathOf(name)) })));
    return new Map(files.toSorted((one, other) => one.stat.mtimeMs - other.stat.mtimeMs).map(({ name, stat }) => [name, stat.size]));
  }
}

const nameOf = (question: string, model: string): string =>
  `${createHash('sha256')
    .update(JSON.stringify([question, model]))
    .digest('hex')}${suffix}`;
