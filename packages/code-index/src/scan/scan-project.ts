import type { IndexedFile } from '../model/indexed-file.ts';
import type { ProjectIndex } from '../model/project-index.ts';
import type { ProjectPackage } from '../model/project-package.ts';
import type { SkippedPath } from '../model/skipped-path.ts';
import type { ScanRequest } from './scan-request.ts';
import { comparePaths } from '../walk/compare-paths.ts';
import { listFiles } from '../walk/list-files.ts';
import { FileScanner, type ScannedFile } from './file-scanner.ts';
import { forEachWithin } from './for-each-within.ts';

const filesPerProgress = 100;

/** Lists a project and looks into what is new or changed. */
export async function scanProject(request: ScanRequest): Promise<ProjectIndex> {
  const scannedAtMs = request.clock.wallMs();
  request.onProgress({ phase: 'listing', files: 0, done: 0, parsed: 0 });
  const [listing, previous] = await Promise.all([listFiles(request), request.previous]);
  const scan = new Scan(request, previous, listing.paths.length);
  const finished = await scan.all(listing.paths);
  // What was not looked at may have changed since the last full scan.
  const since = previous !== null && request.changedPaths !== null ? previous.scannedAtMs : scannedAtMs;
  return scan.index(listing.skipped, listing.complete && finished, since);
}

class Scan {
  readonly #request: ScanRequest;
  readonly #scanner: FileScanner;
  readonly #total: number;
  readonly #files: IndexedFile[] = [];
  readonly #skipped: SkippedPath[] = [];
  readonly #packages: ProjectPackage[] = [];
  #done = 0;
  #ranOut = false;

  constructor(request: ScanRequest, previous: ProjectIndex | null, total: number) {
    this.#request = request;
    this.#scanner = new FileScanner(request, previous);
    this.#total = total;
  }

  /** Looks at every path. False when time ran out before. */
  async all(paths: readonly string[]): Promise<boolean> {
    const finished = await forEachWithin(paths, {
      atOnce: 32 + this.#request.parsers.width,
      isOver: () => this.#ranOut || this.#request.clock.nowMs() >= this.#request.endMs,
      signal: this.#request.signal,
      each: async (path) => this.#take(await this.#scanner.scan(path)),
    });
    this.#tell('done');
    return finished && !this.#ranOut;
  }

  index(skipped: readonly SkippedPath[], complete: boolean, scannedAtMs: number): ProjectIndex {
    return {
      files: this.#files.sort((a, b) => comparePaths(a.path, b.path)),
      complete,
      skipped: [...skipped, ...this.#skipped].sort((a, b) => comparePaths(a.path, b.path)),
      packages: this.#packages.sort((a, b) => comparePaths(a.folder, b.folder) || comparePaths(a.kind, b.kind)),
      scannedAtMs,
    };
  }

  #take(scanned: ScannedFile): void {
    if (scanned.kind === 'file') this.#files.push(scanned.file);
    else if (scanned.kind === 'skipped') this.#skipped.push(scanned.skipped);
    else if (scanned.kind === 'out-of-time') this.#ranOut = true;
    if (scanned.kind === 'file' && scanned.package !== null) this.#packages.push(scanned.package);
    this.#done += 1;
    if (this.#done % filesPerProgress === 0) this.#tell('reading');
  }

  #tell(phase: 'reading' | 'done'): void {
    this.#request.onProgress({ phase, files: this.#total, done: this.#done, parsed: this.#scanner.parsed });
  }
}
