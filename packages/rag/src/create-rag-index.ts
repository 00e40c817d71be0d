import {
  ArtemisError,
  ComponentRegistry,
  describeFailure,
  EventStream,
  silentLogger,
  systemRandom,
  type AcceptedSolution,
  type CallContext,
  type RunEvent,
} from '@artemis/core';
import { ChromaRetriever } from './chroma/chroma-retriever.ts';
import { Corpora } from './corpus/corpora.ts';
import type { ProjectCorpus } from './corpus/project-corpus.ts';
import { embedderFor } from './embed/embedder-for.ts';
import type { Memory } from './memory/solution-memory.ts';
import { ragComponent } from './rag-component.ts';
import type { AskOptions, FillOptions, FoundPlace, IndexReport, RagAnswer, RagIndex, RagIndexOptions, RagRankings } from './rag-index.ts';
import { ragSettings, type RagSettings } from './rag-settings.ts';
import type { RetrievedItem } from './retrieved-item.ts';

/** Shortest pause between two looks at a project that is watched, in milliseconds. */
const watchPauseMs = 1_000;
/** The pause is at least so many times as long as the look before it, so that watching costs little. */
const watchPauseFactor = 5;

const never = new AbortController().signal;

/**
 * Opens retrieval for one project outside of a run. Nothing is read or connected yet.
 *
 * @throws RagError `ARTEMIS_E_RAG_OPTIONS` for an address or a folder that is none.
 */
export function createRagIndex({ projectDir, ...options }: RagIndexOptions): RagIndex {
  return new ProjectRagIndex(projectDir, ragSettings(options));
}

class ProjectRagIndex implements RagIndex {
  readonly #projectDir: string;
  readonly #settings: RagSettings;
  readonly #corpora: Corpora;
  readonly #components: ComponentRegistry;
  #filler: Promise<ChromaRetriever> | null = null;

  constructor(projectDir: string, settings: RagSettings) {
    this.#projectDir = projectDir;
    this.#settings = settings;
    this.#corpora = new Corpora(settings);
    const surroundings = { floors: {}, events: new EventStream<RunEvent>(), clock: settings.ports.clock, random: systemRandom };
    this.#components = new ComponentRegistry(surroundings);
    this.#components.register('rag', ragComponent(settings, this.#corpora, silentLogger), '@artemis/rag');
  }

  async index(options: FillOptions = {}): Promise<IndexReport> {
    const call = callOf(options.signal);
    const report = await this.#fill(options, call);
    return options.watch === true ? this.#follow(report, options, call) : report;
  }

  async ask(question: string, { maxTokens = 4_000, signal }: AskOptions = {}): Promise<RagAnswer> {
    const query = { text: question, projectDir: this.#projectDir, maxTokens };
    const outcome = await this.#components.call('rag', (rag, call) => rag.retrieve(query, call), callOf(signal));
    const { value, servedBy, degraded } = outcome;
    return { hits: value as readonly RetrievedItem[], servedBy, ...(degraded && { degraded }) };
  }

  async rank(question: string, { signal }: Pick<AskOptions, 'signal'> = {}): Promise<RagRankings> {
    const call = callOf(signal);
    const { byWords, byVectors, fused } = await (await this.#chroma(call)).rank({ text: question, projectDir: this.#projectDir }, call);
    const corpus = this.#corpus;
    const places = (ids: readonly string[]): readonly FoundPlace[] =>
      ids.flatMap((id) => {
        const passage = corpus.passage(id);
        return passage === undefined ? [] : [{ path: passage.path, lines: [passage.startLine, passage.endLine] as const }];
      });
    return { words: places(byWords), vectors: places(byVectors), fused: places(fused.map(({ passage }) => passage.id)) };
  }

  remember(solution: AcceptedSolution): Promise<string> {
    return this.#corpus.memory.remember(solution);
  }

  forget(id: string): Promise<boolean> {
    return this.#corpus.forget(id);
  }

  async memories(): Promise<readonly Memory[]> {
    const { memory } = this.#corpus;
    await memory.load();
    return memory.list;
  }

  async setPrompt(role: string, text: string | null, { signal }: Partial<Pick<CallContext, 'signal'>> = {}): Promise<void> {
    const call = callOf(signal);
    const { prompts } = await this.#chroma(call);
    await (text === null ? prompts.delete(role, call) : prompts.write(role, text, call));
  }

  async close(): Promise<void> {
    await this.#closeFiller();
    await this.#components.dispose();
    await this.#corpora.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get #corpus(): ProjectCorpus {
    return this.#corpora.of(this.#projectDir);
  }

  async #fill({ onProgress = () => {} }: FillOptions, call: CallContext): Promise<IndexReport> {
    const corpus = this.#corpus;
    // A look that is under way may have missed what was written just now.
    if (corpus.isRefreshing) await corpus.refresh(Infinity, call);
    await corpus.refresh(Infinity, call, onProgress);
    const chroma = await this.#fillChroma(onProgress, call);
    const { unkept, fileCount: files, size: passages, complete } = corpus;
    return { files, passages, complete, ...(unkept !== null && { unkept: describeFailure(unkept) }), chroma };
  }

  async #fillChroma(onProgress: NonNullable<FillOptions['onProgress']>, call: CallContext): Promise<IndexReport['chroma']> {
    try {
      const chroma = await this.#chroma(call);
      await chroma.index(this.#projectDir, call, ({ written, missing }) => onProgress({ phase: 'vectors', done: written, total: missing }));
      return { filled: true };
    } catch (error) {
      call.signal.throwIfAborted();
      await this.#closeFiller();
      return { filled: false, reason: describeFailure(error), code: error instanceof ArtemisError ? error.code : null };
    }
  }

  /** Looks at the project again and again, and tells when something changed. An abort is the regular end. */
  async #follow(first: IndexReport, options: FillOptions, call: CallContext): Promise<IndexReport> {
    const { clock } = this.#settings.ports;
    let report = first;
    let lookMs = 0;
    try {
      for (;;) {
        await this.#pause(Math.max(watchPauseMs, lookMs * watchPauseFactor), call.signal);
        const before = { revision: this.#corpus.revision, filled: report.chroma.filled };
        const beginMs = clock.nowMs();
        report = await this.#fill({}, call);
        lookMs = clock.nowMs() - beginMs;
        if (this.#corpus.revision !== before.revision || report.chroma.filled !== before.filled) options.onChange?.(report);
      }
    } catch (error) {
      if (call.signal.aborted) return report;
      throw error;
    }
  }

  #pause(waitMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = this.#settings.ports.clock.after(waitMs, () => {
        signal.removeEventListener('abort', abort);
        resolve();
      });
      const abort = (): void => {
        timer.cancel();
        reject(signal.reason);
      };
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
    });
  }

  /** A connection for filling, which may take longer than an answer may. */
  #chroma(call: CallContext): Promise<ChromaRetriever> {
    const settings = this.#settings;
    this.#filler ??= ChromaRetriever.connect({ settings, corpora: this.#corpora, embedder: embedderFor(settings) }, call).catch(
      (error: unknown) => {
        this.#filler = null;
        throw error;
      },
    );
    return this.#filler;
  }

  async #closeFiller(): Promise<void> {
    const filler = this.#filler;
    this.#filler = null;
    (await filler?.catch(() => null))?.close();
  }
}

const callOf = (signal: AbortSignal = never): CallContext => ({ signal, remainingMs: () => Infinity });
