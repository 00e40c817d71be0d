import type { CallContext, Clock } from '@artemis/core';
import type { ProjectCorpus } from '../corpus/project-corpus.ts';
import { embeddedText, type PassageText } from '../corpus/passage.ts';
import { settledWithin } from '../corpus/settled-within.ts';
import { sha256 } from '../corpus/sha256.ts';
import type { Embedder } from '../embed/embedder.ts';
import { ChromaCollection } from './chroma-collection.ts';
import type { ChromaConnection } from './chroma-connection.ts';

/** Raised whenever what is embedded changes: older collections are then left alone. */
const schema = 1;

/** How far a sync is. */
export interface SyncProgress {
  readonly written: number;
  readonly missing: number;
}

/** The passages of one project as vectors in Chroma. What is there is compared by id, which names the content: it heals itself. */
export class VectorIndex {
  readonly #connection: ChromaConnection;
  readonly #corpus: ProjectCorpus;
  readonly #embedder: Embedder;
  readonly #clock: Clock;
  readonly #lifetime: AbortSignal;
  #opening: Promise<ChromaCollection> | null = null;
  #stored: Set<string> | null = null;
  #syncing: Promise<void> | null = null;
  /** What of the corpus the last sync that came to its end has seen. */
  #syncedRevision = -1;

  constructor(parts: { connection: ChromaConnection; corpus: ProjectCorpus; embedder: Embedder; clock: Clock; lifetime: AbortSignal }) {
    this.#connection = parts.connection;
    this.#corpus = parts.corpus;
    this.#embedder = parts.embedder;
    this.#clock = parts.clock;
    this.#lifetime = parts.lifetime;
  }

  /** Whether every passage of the corpus has its vector. */
  get complete(): boolean {
    return this.#syncing === null && this.#syncedRevision === this.#corpus.revision;
  }

  /**
   * Brings the vectors up to date with the corpus. When that takes longer than `waitMs`, it goes on in the background.
   *
   * @throws RagError with the reason; the signal's reason when it aborts.
   */
  async sync(waitMs: number, { signal }: Pick<CallContext, 'signal'>, onProgress?: (progress: SyncProgress) => void): Promise<void> {
    if (this.complete) return;
    this.#syncing ??= this.#update(onProgress).finally(() => (this.#syncing = null));
    await settledWithin(this.#syncing, waitMs, this.#clock, signal);
  }

  /** Ids of the passages nearest to the text, nearest first; only those of this project's corpus. */
  async search(text: string, limit: number, call: CallContext): Promise<readonly string[]> {
    const [vector = []] = await this.#embedder.embed([text], call);
    const collection = await this.#collection(vector.length);
    const ids = await collection.nearest(vector, limit, call);
    await this.#corpus.locate();
    return ids.filter((id) => this.#corpus.has(id));
  }

  async #update(onProgress: (progress: SyncProgress) => void = () => {}): Promise<void> {
    const call: CallContext = { signal: this.#lifetime, remainingMs: () => Infinity };
    try {
      const collection = this.#opening === null ? await this.#collection(await this.#dimensions(call)) : await this.#opening;
      const stored = (this.#stored ??= new Set(await collection.ids(call)));
      const { revision } = this.#corpus;
      const wanted = new Set(this.#corpus.ids);
      const gone = [...stored].filter((id) => !wanted.has(id));
      // A half-read project does not know yet what is gone.
      if (this.#corpus.complete && gone.length > 0) await this.#remove(collection, stored, gone, call);
      await this.#add(
        collection,
        stored,
        [...wanted].filter((id) => !stored.has(id)),
        call,
        onProgress,
      );
      if (this.#corpus.complete) this.#syncedRevision = revision;
    } catch (error) {
      // A write of unknown end: what is there is asked again.
      this.#stored = null;
      this.#syncedRevision = -1;
      throw error;
    }
  }

  async #remove(collection: ChromaCollection, stored: Set<string>, ids: readonly string[], call: CallContext): Promise<void> {
    await collection.delete(ids, call);
    for (const id of ids) stored.delete(id);
  }

  async #add(
    collection: ChromaCollection,
    stored: Set<string>,
    ids: readonly string[],
    call: CallContext,
    onProgress: (progress: SyncProgress) => void,
  ): Promise<void> {
    for (let at = 0; at < ids.length; at += this.#embedder.batch) {
      call.signal.throwIfAborted();
      const passages = await this.#texts(ids.slice(at, at + this.#embedder.batch));
      const vectors = passages.length === 0 ? [] : await this.#embedder.embed(passages.map(embeddedText), call);
      await collection.upsert(
        passages.map(({ id }, index) => ({ id, vector: vectors[index] ?? [] })),
        call,
      );
      for (const { id } of passages) stored.add(id);
      onProgress({ written: Math.min(at + this.#embedder.batch, ids.length), missing: ids.length });
      // Local vectors cost only processor time: others are let in between.
      await new Promise<void>((resolve) => void this.#clock.after(0, resolve));
    }
  }

  async #texts(ids: readonly string[]): Promise<readonly PassageText[]> {
    const texts = new Map<string, Promise<string | null>>();
    const found = await Promise.all(
      ids.map(async (id): Promise<PassageText | null> => {
        const passage = this.#corpus.passage(id);
        const text = passage === undefined ? null : await this.#corpus.textOf(passage, texts);
        return passage === undefined || text === null ? null : { ...passage, text };
      }),
    );
    return found.filter((passage) => passage !== null);
  }

  async #dimensions(call: CallContext): Promise<number> {
    const [vector = []] = await this.#embedder.embed(['dimensions'], call);
    return vector.length;
  }

  #collection(dimensions: number): Promise<ChromaCollection> {
    const model = sha256(`${this.#embedder.id}:${dimensions}`).slice(0, 12);
    const name = `artemis-${this.#corpus.key}-${model}-v${schema}`;
    const call: CallContext = { signal: this.#lifetime, remainingMs: () => Infinity };
    this.#opening ??= ChromaCollection.open(this.#connection, name, dimensions, call).catch((error: unknown) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }
}
