import { join } from 'node:path';
import type { IndexedFile, IndexProgress, ProjectIndex, SourceParsers } from '@artemis/code-index';
import { readAccessOf, type CallContext } from '@artemis/core';
import type { LexicalIndex, RankedPassage } from '../lexical/lexical-index.ts';
import { LexicalStore } from '../lexical/lexical-store.ts';
import { SolutionMemory } from '../memory/solution-memory.ts';
import type { RagSettings } from '../rag-settings.ts';
import { absorb, type WantedFile } from './absorb.ts';
import { isMemoryPath, memoryPath } from './memory-paths.ts';
import type { Passage, PassageText } from './passage.ts';
import { decodeFile, passagesOfFile } from './passages-of-file.ts';
import { ProjectFiles } from './project-files.ts';
import { ProjectLooks } from './project-looks.ts';
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

/** What a {@link ProjectCorpus} is made of. */
export interface CorpusParts {
  readonly settings: RagSettings;
  readonly parsers: SourceParsers;
  readonly onStale: (hits: number) => void;
}

/** How far a refresh is: `reading` looks at the files, `words` takes over what changed in them. */
export interface RefreshProgress {
  readonly phase: 'reading' | 'words';
  readonly done: number;
  readonly total: number;
}

/** What of a project can be searched: its files as passages, kept up to date, and the memories of it. */
export class ProjectCorpus {
  /** Names the project in stores: the hash of its folder. */
  readonly key: string;
  readonly memory: SolutionMemory;
  /** To be told of hits that were dropped because the file no longer has them. */
  readonly onStale: (hits: number) => void;
  readonly #settings: RagSettings;
  readonly #looks: ProjectLooks;
  readonly #files: ProjectFiles;
  readonly #store: LexicalStore;
  readonly #lifetime = new AbortController();
  #loading: Promise<LexicalIndex> | null = null;
  #lexical: LexicalIndex | null = null;
  #refreshing: Promise<void> | null = null;
  #complete = false;
  #revision = 0;
  #unkept: unknown = null;

  constructor(projectDir: string, { settings, parsers, onStale }: CorpusParts) {
    const { fileSystem, clock } = settings.ports;
    this.key = sha256(projectDir).slice(0, 16);
    this.#settings = settings;
    this.onStale = onStale;
    const folder = join(settings.stateDir, this.key);
    this.#looks = new ProjectLooks({ projectDir, folder, settings, parsers, signal: this.#lifetime.signal });
    this.#files = new ProjectFiles(projectDir, fileSystem);
    this.#store = new LexicalStore({ folder: join(folder, 'words'), project: projectDir, fileSystem, clock });
    this.memory = new SolutionMemory(join(folder, 'memory'), settings);
  }

  /** How many passages can be found. */
  get size(): number {
    return this.#lexical?.size ?? 0;
  }

  /** Ids of everything that can be found. */
  get ids(): Iterable<string> {
    return this.#lexical?.ids() ?? [];
  }

  /** Whether all files were seen and none is being read. */
  get complete(): boolean {
    return this.#complete && this.#refreshing === null;
  }

  /** Files that can be found now. */
  get fileCount(): number {
    return this.#lexical?.paths.filter((path) => !isMemoryPath(path)).length ?? 0;
  }

  /** Whether the disk is being looked at. What changed since that began may be missed by it. */
  get isRefreshing(): boolean {
    return this.#refreshing !== null;
  }

  /** Grows with every change of what can be found. */
  get revision(): number {
    return this.#revision;
  }

  /** Why a part of the index could not be kept on disk at the last refresh that changed it; `null` when all was kept. */
  get unkept(): unknown {
    return this.#unkept;
  }

  /** Gets ready for being asked by id. Without it the first such question takes a moment in which nothing else happens. */
  async locate(): Promise<void> {
    await this.#lexical?.locate();
  }

  /** Whether a passage with this id can be found. */
  has(id: string): boolean {
    return this.#lexical?.has(id) ?? false;
  }

  /** The passage with this id. */
  passage(id: string): Passage | undefined {
    return this.#lexical?.passage(id);
  }

  /**
   * Brings the corpus up to date with the disk. When that takes longer than `waitMs`, it goes on in the background.
   *
   * @throws ArtemisError `ARTEMIS_E_INDEX_PROJECT` when the project cannot be read; the signal's reason when it aborts.
   */
  async refresh(waitMs: number, { signal }: Pick<CallContext, 'signal'>, onProgress?: (progress: RefreshProgress) => void): Promise<void> {
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
    if (this.size === 0 && this.#refreshing !== null) await this.refresh(Math.min(waitMs, mostFirstWaitMs) - mostWaitMs, call);
  }

  /** Passages that share words with the text, best first. */
  async search(text: string, limit: number): Promise<readonly RankedPassage[]> {
    return (await this.#lexical?.search(text, limit)) ?? [];
  }

  /** Text of a passage as it is on disk now; `null` when it is no longer there. Give the same map again to read each file once. */
  async textOf(passage: Passage, texts: Map<string, Promise<string | null>>): Promise<string | null> {
    return passage.path === null ? this.memory.textOf(passage.id) : this.#files.passageText(passage, texts);
  }

  /** Forgets a memory, and takes its words out of the index on disk too. Says whether there was one. */
  async forget(id: string): Promise<boolean> {
    const existed = await this.memory.forget(id);
    const lexical = await this.#load();
    // A refresh that is under way may have read it before.
    while (this.#refreshing !== null) await this.#refreshing.catch(() => undefined);
    this.#refreshing = this.#putMemories(lexical).finally(() => (this.#refreshing = null));
    await this.#refreshing;
    return existed;
  }

  /** Ends what goes on in the background, and waits until it has, but not for a disk that hangs. */
  async close(): Promise<void> {
    this.#lifetime.abort();
    const ended = Promise.resolve(this.#refreshing).catch(() => undefined);
    await settledWithin(ended, mostCloseMs, this.#settings.ports.clock, new AbortController().signal);
  }

  async #update(onProgress: (progress: RefreshProgress) => void = () => {}): Promise<void> {
    const onReading = ({ done, files }: IndexProgress): void => onProgress({ phase: 'reading', done, total: files });
    const isFirst = this.#lexical === null;
    const loading = this.#load().then(async (lexical) => {
      await this.memory.load();
      await this.#putMemories(lexical);
      return lexical;
    });
    // An index that holds nothing has something after a short look.
    if (isFirst && (await loading).size === 0) {
      const first = await this.#looks.look(onReading, firstLookMs);
      await this.#absorb(await loading, first, onProgress);
      if (first.complete) return void (this.#complete = true);
    }
    const [lexical, project] = await Promise.all([loading, this.#looks.look(onReading)]);
    await this.#absorb(lexical, project, onProgress);
    this.#complete = project.complete;
  }

  /** The index as an earlier process has left it. */
  #load(): Promise<LexicalIndex> {
    this.#loading ??= this.#store.load().then((lexical) => (this.#lexical = lexical));
    return this.#loading;
  }

  async #putMemories(lexical: LexicalIndex): Promise<void> {
    const memories = new Map(this.memory.passages.map((passage) => [memoryPath(passage), passage]));
    const gone = lexical.paths.filter((path) => isMemoryPath(path) && !memories.has(path));
    const added = [...memories.keys()].filter((path) => lexical.hashOf(path) === undefined);
    // The name of a memory is made of its content.
    const changed = added.map((path) => ({ path, sha256: path }));
    const passagesOf = async ({ path }: WantedFile): Promise<readonly PassageText[] | null> => {
      const memory = memories.get(path);
      return memory === undefined ? null : [memory];
    };
    await this.#change(lexical, { changed, gone, passagesOf, onFile: () => {} });
  }

  /** Takes over what changed in the files. */
  async #absorb(lexical: LexicalIndex, project: ProjectIndex, onProgress: (progress: RefreshProgress) => void): Promise<void> {
    const other = project.files.filter((file) => lexical.hashOf(file.path) !== file.sha256);
    const files = new Map(other.filter(isWanted).map((file) => [file.path, file]));
    const unwanted = other.filter(({ path }) => !files.has(path) && lexical.hashOf(path) !== undefined).map(({ path }) => path);
    const gone = [...unwanted, ...(project.complete ? goneFrom(lexical, project) : [])];
    const passagesOf = async ({ path }: WantedFile): Promise<readonly PassageText[] | null> => {
      const file = files.get(path);
      const bytes = await this.#files.read(path);
      // Changed again since it was parsed, or not to be read: the next refresh looks again.
      if (file === undefined || bytes === null || sha256(bytes) !== file.sha256) return null;
      return passagesOfFile(decodeFile(bytes), file);
    };
    const onFile = (done: number, total: number): void => onProgress({ phase: 'words', done, total });
    await this.#change(lexical, { changed: [...files.values()], gone, passagesOf, onFile });
  }

  async #change(
    lexical: LexicalIndex,
    change: Pick<Parameters<typeof absorb>[0], 'changed' | 'gone' | 'passagesOf' | 'onFile'>,
  ): Promise<void> {
    if (change.changed.length + change.gone.length === 0) return;
    this.#revision += 1;
    this.#unkept = null;
    const onUnkept = (error: unknown): void => void (this.#unkept = error);
    await absorb({ ...change, lexical, store: this.#store, signal: this.#lifetime.signal, onUnkept });
    this.#revision += 1;
  }
}

function goneFrom(lexical: LexicalIndex, { files }: ProjectIndex): readonly string[] {
  const paths = new Set(files.map(({ path }) => path));
  return lexical.paths.filter((path) => !paths.has(path) && !isMemoryPath(path));
}

const isWanted = ({ path, language, bytes }: IndexedFile): boolean =>
  readAccessOf(path) === 'allowed' && (language !== null || bytes <= maxProseBytes);
