import { join, sep } from 'node:path';
import { readAccessOf, type FileSystem } from '@artemis/core';
import { decodeFile, sliceOf } from './passages-of-file.ts';
import { passageId, type Passage } from './passage.ts';

/** A file that has grown beyond this since it was indexed is not read. */
const maxFileBytes = 4 * 1024 * 1024;

/** Reads files of one project, and only those: no secrets, no links that lead out of it. */
export class ProjectFiles {
  readonly #projectDir: string;
  readonly #fileSystem: FileSystem;
  #root: Promise<string> | null = null;

  constructor(projectDir: string, fileSystem: FileSystem) {
    this.#projectDir = projectDir;
    this.#fileSystem = fileSystem;
  }

  /** Bytes of a file; `null` when it is gone, too large, or not to be read. Never rejects. */
  async read(path: string): Promise<Uint8Array | null> {
    if (readAccessOf(path) !== 'allowed') return null;
    try {
      this.#root ??= this.#fileSystem.realpath(this.#projectDir);
      const root = await this.#root;
      const real = await this.#fileSystem.realpath(join(root, path));
      if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
      const stat = await this.#fileSystem.stat(real);
      return stat.isFile() && stat.size <= maxFileBytes ? await this.#fileSystem.readFile(real) : null;
    } catch {
      this.#root = null;
      return null;
    }
  }

  /** Text of a passage, if the file still has it there; else `null`. Give the same map again to read each file once. */
  async passageText(passage: Passage, texts: Map<string, Promise<string | null>>): Promise<string | null> {
    if (passage.path === null) return null;
    const { id, path, startLine, offset } = passage;
    const reading = texts.get(path) ?? this.read(path).then((bytes) => (bytes === null ? null : decodeFile(bytes)));
    texts.set(path, reading);
    const text = await reading;
    const slice = text === null ? null : sliceOf(text, passage);
    return slice !== null && passageId(path, startLine, offset, slice) === id ? slice : null;
  }
}
