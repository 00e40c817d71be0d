import type { Collection } from 'chromadb';
import type { CallContext } from '@artemis/core';
import { RagError } from '../rag-error.ts';
import type { ChromaConnection } from './chroma-connection.ts';

/** Records in one write. The server takes 5 461; small writes end in time also on a busy machine. */
const recordsAtOnce = 200;
/** Ids in one page of a listing. */
const idsAtOnce = 5_000;
/** Names tried when earlier collections of that name hold vectors of another length. */
const mostGenerations = 5;

/** One record: the text itself stays on disk. */
export interface VectorRecord {
  readonly id: string;
  readonly vector: readonly number[];
}

/** The vectors of one project and one embedder in Chroma. */
export class ChromaCollection {
  readonly name: string;
  readonly #connection: ChromaConnection;
  readonly #collection: Collection;

  private constructor(connection: ChromaConnection, collection: Collection) {
    this.#connection = connection;
    this.#collection = collection;
    this.name = collection.name;
  }

  /**
   * Opens the collection of that name. One that holds vectors of another length is left alone, and the next name is taken.
   *
   * @throws RagError `ARTEMIS_E_RAG_DIMENSION` when all names are taken that way.
   */
  static async open(connection: ChromaConnection, name: string, dimensions: number, call: CallContext): Promise<ChromaCollection> {
    for (let generation = 1; generation <= mostGenerations; generation++) {
      const collection = await connection.collection(generation === 1 ? name : `${name}-${generation}`, call);
      const first = await connection.call('look', () => collection.get({ limit: 1, include: ['embeddings'] }), call);
      const length = first.embeddings[0]?.length ?? dimensions;
      if (length === dimensions) return new ChromaCollection(connection, collection);
    }
    throw new RagError('ARTEMIS_E_RAG_DIMENSION', `${mostGenerations} collections named like "${name}" hold vectors of another length.`, {
      facts: { name, dimensions },
    });
  }

  /** Ids of the nearest records, nearest first, at most `limit` whatever the server sends. */
  async nearest(vector: readonly number[], limit: number, call: CallContext): Promise<readonly string[]> {
    const query = { queryEmbeddings: [[...vector]], nResults: limit, include: ['distances' as const] };
    const found = await this.#connection.call('query', () => this.#collection.query(query), call);
    return idsIn(found.ids[0], 'query').slice(0, limit);
  }

  /** Ids of all records. */
  async ids(call: CallContext): Promise<ReadonlySet<string>> {
    const all = new Set<string>();
    for (;;) {
      const page = { include: [], limit: idsAtOnce, offset: all.size };
      const { ids } = await this.#connection.call('list', () => this.#collection.get(page), call);
      const before = all.size;
      for (const id of idsIn(ids, 'list')) all.add(id);
      if (ids.length < idsAtOnce || all.size === before) return all;
    }
  }

  /** Writes records; one that is there already is replaced, so that a write of unknown end may be done again. */
  async upsert(records: readonly VectorRecord[], call: CallContext): Promise<void> {
    await this.#inParts(records, 'upsert', call, (part) =>
      this.#collection.upsert({ ids: part.map(({ id }) => id), embeddings: part.map(({ vector }) => [...vector]) }),
    );
  }

  /** Deletes records; ids that are not there are fine. */
  async delete(ids: readonly string[], call: CallContext): Promise<void> {
    await this.#inParts(ids, 'delete', call, (part) => this.#collection.delete({ ids: [...part] }));
  }

  async #inParts<T>(all: readonly T[], what: string, call: CallContext, write: (part: readonly T[]) => Promise<unknown>): Promise<void> {
    for (let at = 0; at < all.length; at += recordsAtOnce) {
      await this.#connection.call(what, () => write(all.slice(at, at + recordsAtOnce)), call);
    }
  }
}

function idsIn(list: unknown, what: string): string[] {
  if (Array.isArray(list) && list.every((id) => typeof id === 'string')) return list;
  throw new RagError('ARTEMIS_E_RAG_CHROMA', `Chroma answers a ${what} with no list of ids.`, { facts: { call: what } });
}
