import { join } from 'node:path';
import {
  indexProject,
  updateIndex,
  type IndexedFile,
  type IndexProgress,
  type ProjectIndex,
  type SourceParsers,
} from '@artemis/code-index';
import { readAccessOf, type CallContext } from '@artemis/core';
import { LexicalIndex, type RankedPassage } from '../lexical/lexical-index.ts';
import { LexicalStore } from '../lexical/lexical-store.ts';
import { SolutionMemory } from '../memory/solution-memory.ts';
import type { RagSettings } from '../rag-settings.ts';
import type { Passage, PassageText } from './passage.ts';
import { decodeFile, passagesOfFile } from './passages-of-file.ts';
import { ProjectFiles } from './project-files.ts';
import { settledWithin } from './settled-within.ts';
import { sha256 } from './sha256.ts';

/** Text in no known language above this size is data, such as a lock file. */
const maxProseBytes = 100_000;
/** The first look at a project ends after this time, so that there is something to search while the rest is read, in milliseconds. */
const firstLookMs = 1_500;
/** Longest wait for what changed, in milliseconds; then the index as it was serves. */
const mostWaitMs = 1_000;
/** Longest wait for the background to end, in milliseconds. */
const mostCloseMs = 1_000;
/** Longest wait for an index that holds nothing yet, in milliseconds. */
const mostFirstWaitMs = 5_000;
const filesAtOnce = 8;
/** The index is written as a whole, so a large one is written only once this share of its files has changed; the rest is found again by hash. */
const unsavedRatio = 0.02;

/** What a {@link ProjectCorpus} is made of. */
export interface CorpusParts {
  readonly settings: RagSettings;
  readonly parsers: SourceParsers;
  readonly onStale: (hits: number) => void;
}

/** What of a project can be searched: its files as passages, kept up to date, and the memories of it. */
export class ProjectCorpus {
  /** Names the project in stores: the hash of its folder. */
  readonly key: string;
  readonly memory: SolutionMemory;
  /** To be told of hits that were dropped because the file no longer has them. */
  readonly onStale: (hits: number) => void;
  readonly #settings: RagSettings;
  readonly #parsers: SourceParsers;
  readonly #projectDir: string;
  readonly #folder: string;
  readonly #files: ProjectFiles;
  readonly #store: LexicalStore;
  readonly #lifetime = new AbortController();
  #lexical: LexicalIndex | null = null;
  #project: ProjectIndex | null = null;
  #refreshing: Promise<void> | null = null;
  #complete = false;
  #revision = 0;
  #unsaved = 0;

  constructor(projectDir: string, { settings, parsers, onStale }: CorpusParts) {
    const { fileSystem } = settings.ports;
    this.key = sha256(projectDir).slice(0, 16);
    this.#settings = settings;
    this.#parsers = parsers;
    this.onStale = onStale;
    this.#projectDir = projectDir;
    this.#folder = join(settings.stateDir, this.key);
    this.#files = new ProjectFiles(projectDir, fileSystem);
    this.#store = new LexicalStore(this.#folder, projectDir, fileSystem);
    this.memory = new SolutionMemory(join(this.#folder, 'memory'), settings);
  }

  /** Everything that can be found, by id. */
  get passages(): ReadonlyMap<string, Passage> {
    return this.#lexical?.passages ?? new Map<string, Passage>();
  }

  /** Whether all files were seen and none is being read. */
  get complete(): boolean {
    return this.#complete && this.#refreshing === null;
  }

  /** Files that can be found now. */
  get fileCount(): number {
    return this.#lexical?.paths.filter((path) => !path.startsWith(memoryPrefix)).length ?? 0;
  }

  /** Whether the disk is being looked at. What changed since that began may be missed by it. */
  get isRefreshing(): boolean {
    return this.#refreshing !== null;
  }

  /** Grows with every refresh that found a change. */
  get revision(): number {
    return this.#revision;
  }

  /**
   * Brings the corpus up to date with the disk. When that takes longer than `waitMs`, it goes on in the background.
   *
   * @throws ArtemisError `ARTEMIS_E_INDEX_PROJECT` when the project cannot be read; the signal's reason when it aborts.
   */
  async refresh(waitMs: number, { signal }: Pick<CallContext, 'signal'>, onProgress?: (progress: IndexProgress) => void): Promise<void> {
    this.#lifetime.signal.throwIfAborted();
    this.#refreshing ??= this.#update(onProgress).finally(() => (this.#refreshing = null));
    await settledWithin(this.#refreshing, waitMs, this.#settings.ports.clock, signal);
  }

  /**
   * The same within a call: a little for an index that can already be searched, longer for one that holds nothing yet, and never more
   * than a third of what the call has left.
   */
  async refreshFor(call: CallContext): Promise<void> {
    const waitMs = call.remainingMs() / 3;
    await this.refresh(Math.min(waitMs, mostWaitMs), call);
    if (this.passages.size === 0 && this.#refreshing !== null) await this.refresh(Math.min(waitMs, mostFirstWaitMs) - mostWaitMs, call);
  }

  /** Passages that share words with the text, best first. */
  search(text: string, limit: number): readonly RankedPassage[] {
    return this.#lexical?.search(text, limit) ?? [];
  }

  /** Text of a passage as it is on disk now; `null` when it is no longer there. Give the same map again to read each file once. */
  async textOf(passage: Passage, texts: Map<string, Promise<string | null>>): Promise<string | null> {
    return passage.path === null ? this.memory.textOf(passage.id) : this.#files.passageText(passage, texts);
  }

  /** Ends what goes on in the background, and waits until it has, but not for a disk that hangs. */
  async close(): Promise<void> {
    this.#lifetime.abort();
    const ended = Promise.resolve(this.#refreshing).catch(() => undefined);
    await settledWithin(ended, mostCloseMs, this.#settings.ports.clock, new AbortController().signal);
  }

  async #update(onProgress?: (progress: IndexProgress) => void): Promise<void> {
    const lexical = (this.#lexical ??= (await this.#store.load()) ?? (await LexicalIndex.empty()));
    await this.memory.load();
    const memories = putMemories(lexical, this.memory.passages);
    let changed = memories ? 1 : 0;
    if (this.#project === null && lexical.paths.length === 0) {
      const first = await this.#look(onProgress, firstLookMs);
      changed += await this.#absorb(lexical, first);
      if (first.complete) this.#project = first;
    }
    const project = await this.#look(onProgress);
    changed += await this.#absorb(lexical, project);
    this.#project = project;
    this.#complete = project.complete;
    if (changed === 0) return;
    this.#revision += 1;
    this.#unsaved += changed;
    if (memories || this.#unsaved >= lexical.paths.length * unsavedRatio) await this.#save(lexical);
  }

  /** Without its file the index is only built again next time. */
  async #save(lexical: LexicalIndex): Promise<void> {
    this.#unsaved = 0;
    await this.#store.save(lexical).catch(() => undefined);
  }

  #look(onProgress: ((progress: IndexProgress) => void) | undefined, maxMs?: number): Promise<ProjectIndex> {
    const { limits, ports } = this.#settings;
    const options = {
      projectDir: this.#projectDir,
      limits: { ...limits, ...(maxMs !== undefined && { maxMs }) },
      signal: this.#lifetime.signal,
      parsers: this.#parsers,
      fileSystem: ports.fileSystem,
      clock: ports.clock,
      ...(onProgress && { onProgress }),
    };
    if (this.#project !== null) return updateIndex(this.#project, options);
    return indexProject({ ...options, cacheFolder: join(this.#folder, 'code') });
  }

  /** Takes over what changed; says in how many files. */
  async #absorb(lexical: LexicalIndex, project: ProjectIndex): Promise<number> {
    const wanted = project.files.filter(isWanted);
    const gone = project.complete ? this.#gone(lexical, wanted) : [];
    for (const path of gone) lexical.drop(path);
    const changed = wanted.filter(({ path, sha256: hash }) => lexical.hashOf(path) !== hash);
    let count = gone.length;
    for (let at = 0; at < changed.length; at += filesAtOnce) {
      this.#lifetime.signal.throwIfAborted();
      const taken = await Promise.all(changed.slice(at, at + filesAtOnce).map((file) => this.#absorbFile(lexical, file)));
      count += taken.filter(Boolean).length;
    }
    return count;
  }

  #gone(lexical: LexicalIndex, wanted: readonly IndexedFile[]): readonly string[] {
    const paths = new Set(wanted.map(({ path }) => path));
    return lexical.paths.filter((path) => !paths.has(path) && !path.startsWith(memoryPrefix));
  }

  async #absorbFile(lexical: LexicalIndex, file: IndexedFile): Promise<boolean> {
    const bytes = await this.#files.read(file.path);
    // Changed again since it was parsed, or not to be read: the next refresh looks again.
    if (bytes === null || sha256(bytes) !== file.sha256) {
      lexical.drop(file.path);
      return false;
    }
    lexical.put(file.path, file.sha256, passagesOfFile(decodeFile(bytes), file));
    return true;
  }
}

/** No path of a project begins like this: a memory is in the index as a file of its own. */
const memoryPrefix = '\0memory/';

/** Makes the memories in the index those that are remembered; says whether that changed anything. */
function putMemories(lexical: LexicalIndex, memories: readonly PassageText[]): boolean {
  const kept = new Set(memories.map(({ id }) => memoryPrefix + id));
  const forgotten = lexical.paths.filter((path) => path.startsWith(memoryPrefix) && !kept.has(path));
  const added = memories.filter(({ id, sha256: hash }) => lexical.hashOf(memoryPrefix + id) !== hash);
  for (const path of forgotten) lexical.drop(path);
  for (const memory of added) lexical.put(memoryPrefix + memory.id, memory.sha256, [memory]);
  return forgotten.length + added.length > 0;
}

const isWanted = ({ path, language, bytes }: IndexedFile): boolean =>
  readAccessOf(path) === 'allowed' && (language !== null || bytes <= maxProseBytes);
