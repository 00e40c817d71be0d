import { join } from 'node:path';
import { writeFileAtomic, type FileSystem } from '@artemis/core';
import { sha256 } from '../corpus/sha256.ts';
import { LexicalIndex, type LexicalSnapshot } from './lexical-index.ts';

/** Raised whenever passages, words or the form of the file change: older files are then built anew. */
const schema = 1;
const fileName = 'lexical.json';
const maxBytes = 512 * 1024 * 1024;

/** The lexical index of one project on disk: one file, a line with its checksum and a line of JSON. */
export class LexicalStore {
  readonly #folder: string;
  readonly #project: string;
  readonly #fileSystem: FileSystem;

  /** @param project - Names the project, so that a file copied from elsewhere is not taken for it. */
  constructor(folder: string, project: string, fileSystem: FileSystem) {
    this.#folder = folder;
    this.#project = project;
    this.#fileSystem = fileSystem;
  }

  /** The stored index; `null` when there is none, or it is damaged or of another form or project. Never rejects. */
  async load(): Promise<LexicalIndex | null> {
    try {
      const path = join(this.#folder, fileName);
      if ((await this.#fileSystem.stat(path)).size > maxBytes) return null;
      const content = await this.#fileSystem.readFile(path, 'utf8');
      const end = content.indexOf('\n');
      const body = content.slice(end + 1);
      if (end < 0 || content.slice(0, end) !== this.#header(body)) return null;
      return await LexicalIndex.restore(JSON.parse(body) as LexicalSnapshot);
    } catch {
      return null;
    }
  }

  /** @throws ArtemisError `ARTEMIS_E_STATE_WRITE`; what was there before is then still there. */
  async save(index: LexicalIndex): Promise<void> {
    const body = JSON.stringify(index.snapshot());
    await this.#fileSystem.mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFileAtomic(join(this.#folder, fileName), `${this.#header(body)}\n${body}`, { fileSystem: this.#fileSystem });
  }

  #header(body: string): string {
    return JSON.stringify({ schema, project: this.#project, sha256: sha256(body) });
  }
}
