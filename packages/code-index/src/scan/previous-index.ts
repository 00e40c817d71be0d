import { posix } from 'node:path';
import type { IndexedFile } from '../model/indexed-file.ts';
import type { ProjectIndex } from '../model/project-index.ts';
import type { ProjectPackage } from '../model/project-package.ts';
import type { SkippedPath } from '../model/skipped-path.ts';
import type { ScannedFile } from './file-scanner.ts';
import { withStamp } from '../packed/stored-file.ts';

/** Times of files may be this coarse: within it, a change need not show in the time. */
const coarsestTimeMs = 2_000;

type Known = Extract<ScannedFile, { kind: 'file' | 'skipped' }>;

/** The index of last time, asked path by path what of it still holds. */
export class PreviousIndex {
  readonly #files: ReadonlyMap<string, IndexedFile>;
  readonly #skipped: ReadonlyMap<string, SkippedPath>;
  readonly #packages: ReadonlyMap<string, ProjectPackage>;
  readonly #changed: ReadonlySet<string> | null;
  readonly #scannedAtMs: number;

  constructor(index: ProjectIndex | null, changedPaths: readonly string[] | null) {
    this.#files = new Map(index?.files.map((file) => [file.path, file]));
    this.#skipped = new Map(index?.skipped.filter(({ stamp }) => stamp !== undefined).map((skipped) => [skipped.path, skipped]));
    this.#packages = new Map(index?.packages.map((each) => [each.manifest, each]));
    this.#changed = changedPaths && new Set(changedPaths.map((path) => posix.normalize(path).replace(/\/+$/, '')));
    this.#scannedAtMs = index?.scannedAtMs ?? 0;
  }

  /** Whether the path was looked into before. */
  knows(path: string): boolean {
    return this.#files.has(path) || this.#skipped.has(path);
  }

  /** What was known of a path of which the caller says that nothing changed. */
  untouched(path: string): Known | null {
    if (this.#changed === null) return null;
    for (let at = path; ; at = posix.dirname(at)) {
      if (this.#changed.has(at)) return null;
      if (at === '.') return this.#known(path);
    }
  }

  /** What was known of a file whose size, times and identity are still the same, unless it changed too shortly before it was read. */
  unchanged(path: string, stamp: string, changedAtMs: number): Known | null {
    if (changedAtMs > this.#scannedAtMs - coarsestTimeMs) return null;
    const known = this.#known(path);
    return known !== null && stampIn(known) === stamp ? known : null;
  }

  /** What was known of a file whose content is still the same. */
  sameContent(path: string, sha256: string, stamp: string): Known | null {
    const file = this.#files.get(path);
    if (file?.sha256 !== sha256) return null;
    // The same record where nothing changed at all: the cache then need not be written.
    return { kind: 'file', file: file.stamp === stamp ? file : withStamp(file, stamp), package: this.#packages.get(path) ?? null };
  }

  #known(path: string): Known | null {
    const file = this.#files.get(path);
    if (file !== undefined) return { kind: 'file', file, package: this.#packages.get(path) ?? null };
    const skipped = this.#skipped.get(path);
    return skipped === undefined ? null : { kind: 'skipped', skipped };
  }
}

const stampIn = (known: Known): string | undefined => (known.kind === 'file' ? known.file.stamp : known.skipped.stamp);
