import type { Collection } from 'chromadb';
import type { CallContext } from '@artemis/core';
import { RagError } from '../rag-error.ts';
import type { ChromaConnection } from './chroma-connection.ts';

const collectionName = 'artemis-prompts-v1';
const rolePattern = /^[a-z][a-z0-9-]{0,63}$/;
const maxChars = 20_000;
/** Prompts are found by their name, never by likeness, so the vector says nothing. */
const vector = [1];

/**
 * System prompts by role. They are in a collection of their own, which neither indexing nor learning ever writes to: no retrieved text
 * can become a system prompt.
 */
export class PromptStore {
  readonly #connection: ChromaConnection;
  #opening: Promise<Collection> | null = null;

  constructor(connection: ChromaConnection) {
    this.#connection = connection;
  }

  /** The prompt of a role; `null` when none was written. */
  async read(role: string, call: CallContext): Promise<string | null> {
    if (!rolePattern.test(role)) return null;
    const text = await this.#connection.within('read prompt', (inner) => this.#text(role, inner), call);
    return typeof text === 'string' && text.trim() !== '' && text.length <= maxChars ? text : null;
  }

  /** @throws RagError `ARTEMIS_E_RAG_OPTIONS` for a role that is no name, or a text that is empty or too long. */
  async write(role: string, text: string, call: CallContext): Promise<void> {
    if (!rolePattern.test(role) || text.trim() === '' || text.length > maxChars) {
      const message = `A prompt needs a role such as "developer" and 1 to ${maxChars} characters.`;
      throw new RagError('ARTEMIS_E_RAG_OPTIONS', message, { facts: { role, chars: text.length } });
    }
    const collection = await this.#collection(call);
    await this.#connection.call('write prompt', () => collection.upsert({ ids: [role], embeddings: [vector], documents: [text] }), call);
  }

  /** Deletes a prompt, so that core's own serves again. */
  async delete(role: string, call: CallContext): Promise<void> {
    const collection = await this.#collection(call);
    await this.#connection.call('delete prompt', () => collection.delete({ ids: [role] }), call);
  }

  async #text(role: string, call: CallContext): Promise<unknown> {
    const collection = await this.#collection(call);
    const found = await this.#connection.call('get prompt', () => collection.get({ ids: [role], include: ['documents'] }), call);
    return found.ids[0] === role ? found.documents[0] : null;
  }

  #collection(call: CallContext): Promise<Collection> {
    this.#opening ??= this.#connection.collection(collectionName, call).catch((error: unknown) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }
}
