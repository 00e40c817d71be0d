import { silentLogger, type CallContext, type ContextQuery, type ContextRetriever, type Logger } from '@artemis/core';
import type { Corpora } from '../corpus/corpora.ts';
import { composeItems } from '../compose-items.ts';
import type { Embedder } from '../embed/embedder.ts';
import { fuseRanks } from '../fuse/fuse-ranks.ts';
import { rankWeights } from '../fuse/rank-weights.ts';
import type { RankedPassage } from '../lexical/lexical-index.ts';
import type { RagSettings } from '../rag-settings.ts';
import { RagError } from '../rag-error.ts';
import type { FoundBy, RetrievedItem } from '../retrieved-item.ts';
import { ChromaConnection } from './chroma-connection.ts';
import { PromptStore } from './prompt-store.ts';
import { VectorIndex, type SyncProgress } from './vector-index.ts';

const candidates = 60;

/** Part of the time of one search that is waited for the vectors to come up to date. */
const syncShare = 0.3;

/** What a {@link ChromaRetriever} is made of. */
export interface RetrieverParts {
  readonly settings: RagSettings;
  readonly corpora: Corpora;
  readonly embedder: Embedder;
  /** Default: silent. */
  readonly logger?: Logger;
}

/** Passages, best first, by each way of finding them and by both together. */
export interface Rankings {
  /** Ids. */
  readonly byWords: readonly string[];
  readonly byVectors: readonly string[];
  readonly fused: readonly RankedPassage[];
}

/** The primary: vectors from Chroma and words from the lexical index, in one ranking. */
export class ChromaRetriever implements ContextRetriever {
  readonly prompts: PromptStore;
  readonly remember: ContextRetriever['remember'];
  readonly #parts: RetrieverParts;
  readonly #connection: ChromaConnection;
  readonly #lifetime = new AbortController();
  readonly #vectors = new Map<string, VectorIndex>();

  private constructor(parts: RetrieverParts, connection: ChromaConnection) {
    this.#parts = parts;
    this.#connection = connection;
    this.prompts = new PromptStore(connection);
    this.remember = parts.corpora.learner;
  }

  /** @throws RagError with the reason why Chroma cannot serve. */
  static async connect(parts: RetrieverParts, call: CallContext): Promise<ChromaRetriever> {
    return new ChromaRetriever(parts, await ChromaConnection.open(parts.settings, call));
  }

  async retrieve(query: ContextQuery, call: CallContext): Promise<readonly RetrievedItem[]> {
    const corpus = this.#parts.corpora.of(query.projectDir);
    const vectors = this.#vectorsOf(query.projectDir);
    const { byWords, byVectors, fused } = await this.rank(query, call);
    const notes = [
      ...(this.#parts.embedder.isLocal ? ['local embedder'] : []),
      ...(corpus.complete && vectors.complete ? [] : ['index incomplete']),
    ];
    return composeItems({ corpus, ranking: fused, maxTokens: query.maxTokens, foundBy: foundBy(byWords, byVectors), notes });
  }

  /** The rankings an answer is made of. */
  async rank({ text, projectDir }: Pick<ContextQuery, 'text' | 'projectDir'>, call: CallContext): Promise<Rankings> {
    const corpus = this.#parts.corpora.of(projectDir);
    await corpus.refreshFor(call);
    const byVectors = await this.#connection.within('search', (inner) => this.#search(this.#vectorsOf(projectDir), text, inner), call);
    const found = await corpus.search(text, candidates);
    const byWords = found.map(({ passage }) => passage.id);
    const fused = fuseRanks([
      { ids: byWords, weight: rankWeights.words },
      { ids: byVectors, weight: this.#parts.embedder.isLocal ? rankWeights.localVectors : rankWeights.vectors },
    ]);
    const known = new Map(found.map(({ passage }) => [passage.id, passage]));
    const ranked = fused.flatMap(({ id, score }) => {
      const passage = known.get(id) ?? corpus.passage(id);
      return passage === undefined ? [] : [{ passage, score }];
    });
    return { byWords, byVectors, fused: ranked };
  }

  prompt(role: string, call: CallContext): Promise<string | null> {
    return this.prompts.read(role, call);
  }

  /** Fills Chroma with all of a project, however long it takes. */
  async index(projectDir: string, call: CallContext, onProgress?: (progress: SyncProgress) => void): Promise<void> {
    await this.#vectorsOf(projectDir).sync(Infinity, call, onProgress);
  }

  /** Asks the server for a sign of life. */
  check(call: CallContext): Promise<void> {
    return this.#connection.check(call);
  }

  /** Ends every call and everything that goes on in the background. */
  close(): void {
    this.#lifetime.abort();
    this.#connection.close();
  }

  /** A sync that fails in the background must not cost an answer that can still be had: the search finds out by itself. */
  async #search(vectors: VectorIndex, text: string, call: CallContext): Promise<readonly string[]> {
    try {
      await vectors.sync(Math.min(call.remainingMs(), this.#parts.settings.timeoutMs) * syncShare, call);
    } catch (error) {
      call.signal.throwIfAborted();
      const { logger = silentLogger } = this.#parts;
      logger.warn({ code: error instanceof RagError ? error.code : null }, 'rag: the vectors could not be brought up to date');
    }
    return vectors.search(text, candidates, call);
  }

  #vectorsOf(projectDir: string): VectorIndex {
    const corpus = this.#parts.corpora.of(projectDir);
    const { embedder, settings } = this.#parts;
    const known = this.#vectors.get(corpus.key);
    if (known !== undefined) return known;
    const parts = { connection: this.#connection, corpus, embedder, clock: settings.ports.clock, lifetime: this.#lifetime.signal };
    const vectors = new VectorIndex(parts);
    this.#vectors.set(corpus.key, vectors);
    return vectors;
  }
}

function foundBy(byWords: readonly string[], byVectors: readonly string[]): (id: string) => FoundBy {
  const words = new Set(byWords);
  const vectors = new Set(byVectors);
  return (id) => (words.has(id) && vectors.has(id) ? 'words and vectors' : words.has(id) ? 'words' : 'vectors');
}
