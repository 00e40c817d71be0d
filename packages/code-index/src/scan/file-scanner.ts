import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Stats } from 'node:fs';
import { readAccessOf } from '@artemis/core';
import type { IndexedFile } from '../model/indexed-file.ts';
import type { ProjectIndex } from '../model/project-index.ts';
import type { ProjectPackage } from '../model/project-package.ts';
import type { SkippedPath, SkipReason } from '../model/skipped-path.ts';
import type { ScanRequest } from './scan-request.ts';
import { languageOf } from '../language/languages.ts';
import { isTestPath } from '../links/is-test-path.ts';
import { packageIn } from '../links/package-in.ts';
import { nothingParsed, type ParsedSource } from '../parse/parsed-source.ts';
import { packedOf, storedFile } from '../packed/stored-file.ts';
import { kindOfError, readFileBounded, stampOf } from '../read/read-file-bounded.ts';
import { sourceText } from '../read/source-text.ts';
import { RealFolders } from './real-folders.ts';
import { PreviousIndex } from './previous-index.ts';

/** What became of one listed path. */
export type ScannedFile =
  | { readonly kind: 'file'; readonly file: IndexedFile; readonly package: ProjectPackage | null }
  | { readonly kind: 'skipped'; readonly skipped: SkippedPath }
  /** It is not there any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'out-of-time' };

/** Looks at files one by one: asks the disk whether they changed, and only then reads and parses them. */
export class FileScanner {
  /** Files that had to be parsed so far. */
  parsed = 0;
  readonly #request: ScanRequest;
  readonly #previous: PreviousIndex;
  readonly #folders: RealFolders;

  constructor(request: ScanRequest, previous: ProjectIndex | null) {
    this.#request = request;
    this.#previous = new PreviousIndex(previous, request.changedPaths);
    this.#folders = new RealFolders(request.root, request.fileSystem);
  }

  async scan(path: string): Promise<ScannedFile> {
    const untouched = this.#previous.untouched(path);
    if (untouched !== null) return untouched;
    const access = this.#previous.knows(path) ? 'allowed' : readAccessOf(path);
    if (access !== 'allowed') return skip(path, access);
    const found = await this.#look(path);
    if (typeof found === 'string') return leftOut(path, found);
    if (found.size > this.#request.limits.maxFileBytes) return skip(path, 'too-large');
    return this.#previous.unchanged(path, stampOf(found), found.ctimeMs) ?? this.#read(path);
  }

  async #look(path: string): Promise<Stats | SkipReason | 'absent'> {
    try {
      const found = await this.#request.fileSystem.lstat(join(this.#request.root, path));
      if (found.isFile()) return found;
      if (found.isSymbolicLink()) return 'link';
      return found.isDirectory() ? 'submodule' : 'special';
    } catch (error) {
      return kindOfError(error);
    }
  }

  async #read(path: string): Promise<ScannedFile> {
    if (!(await this.#folders.leadTo(path))) return skip(path, 'link');
    const read = await readFileBounded(this.#request.fileSystem, join(this.#request.root, path), this.#request.limits.maxFileBytes);
    if (read.kind !== 'read') return leftOut(path, read.kind);
    const { bytes, stamp } = read;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const same = this.#previous.sameContent(path, sha256, stamp);
    if (same !== null) return same;
    const source = sourceText(bytes);
    if (source.kind !== 'text') return skip(path, source.kind, stamp);
    const language = languageOf(path);
    const parsed = language === null ? nothingParsed : await this.#parse(language, source.text);
    if (parsed === 'out-of-time') return { kind: 'out-of-time' };
    if (parsed === null) return skip(path, 'parser-failed', stamp);
    const head = { path, language, sha256, bytes: bytes.length, stamp, isTest: isTestPath(path) };
    const file = storedFile(head, packedOf(parsed));
    return { kind: 'file', file, package: packageIn(path, source.text) };
  }

  async #parse(language: NonNullable<IndexedFile['language']>, text: string): Promise<ParsedSource | null | 'out-of-time'> {
    const { limits, deadline, parsers, signal } = this.#request;
    const leftMs = deadline.remainingMs();
    if (leftMs <= 0) return 'out-of-time';
    try {
      const parsed = await parsers.parse({ language, text, maxMs: Math.min(limits.maxParseMs, leftMs) }, deadline.signal);
      this.parsed += 1;
      return parsed === null && deadline.remainingMs() <= 0 ? 'out-of-time' : parsed;
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.signal.aborted) return 'out-of-time';
      throw error;
    }
  }
}

function leftOut(path: string, reason: SkipReason | 'absent'): ScannedFile {
  if (reason !== 'absent') return skip(path, reason);
  // A name that is not UTF-8 was listed with replacement characters, and under that name there is nothing.
  return path.includes('\uFFFD') ? skip(path, 'name') : { kind: 'gone' };
}

const skip = (path: string, reason: SkipReason, stamp?: string): ScannedFile => ({
  kind: 'skipped',
  skipped: stamp === undefined ? { path, reason } : { path, reason, stamp },
});
