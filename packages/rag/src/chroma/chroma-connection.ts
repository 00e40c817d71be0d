import type { ChromaClient, Collection } from 'chromadb';
import { withDeadline, type CallContext } from '@artemis/core';
import { RagError } from '../rag-error.ts';
import type { RagSettings } from '../rag-settings.ts';
import { capAnswers } from './cap-answers.ts';
import { chromaError } from './chroma-error.ts';

/** Oldest server that speaks version 2 of the API. */
const oldestMajor = 1;

/**
 * A client of its own for one server. The client library has no timeouts: every call goes through {@link call}, which has one, and
 * closing the connection ends what still hangs.
 */
export class ChromaConnection {
  readonly #client: ChromaClient;
  readonly #settings: RagSettings;
  readonly #lifetime: AbortController;

  private constructor(client: ChromaClient, settings: RagSettings, lifetime: AbortController) {
    this.#client = client;
    this.#settings = settings;
    this.#lifetime = lifetime;
  }

  /**
   * Loads the client and makes sure that a server of a known version answers.
   *
   * @throws RagError `ARTEMIS_E_RAG_CLIENT`, `ARTEMIS_E_RAG_CHROMA` or `ARTEMIS_E_RAG_VERSION`.
   */
  static async open(settings: RagSettings, call: CallContext): Promise<ChromaConnection> {
    const { url, apiKey, tenant, database } = settings.chroma;
    const lifetime = new AbortController();
    const { ChromaClient: Client } = await loadClient(settings);
    const client = new Client({
      host: url.hostname,
      port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
      ssl: url.protocol === 'https:',
      tenant,
      database,
      ...(apiKey !== null && { headers: { 'x-chroma-token': apiKey } }),
      // A redirect would carry the token to another host.
      fetchOptions: { signal: lifetime.signal, redirect: 'error' },
    });
    capAnswers(client);
    const connection = new ChromaConnection(client, settings, lifetime);
    try {
      await connection.check(call);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /**
   * Asks the server for a sign of life and its version. It has half the time of a call: whoever does not even answer that is not waited for.
   *
   * @throws RagError `ARTEMIS_E_RAG_CHROMA` or `ARTEMIS_E_RAG_VERSION`.
   */
  async check(call: CallContext): Promise<void> {
    const ask = (inner: CallContext): Promise<readonly unknown[]> =>
      Promise.all([
        this.call('version', (client) => client.version(), inner),
        this.call('heartbeat', (client) => client.heartbeat(), inner),
      ]);
    const [version] = await this.within('check', ask, call, this.#settings.timeoutMs / 2).catch((error: unknown) => {
      throw isNotFound(error) ? this.#wrongVersion('without version 2 of the API', error) : error;
    });
    const major = typeof version === 'string' ? /^(\d+)\.\d+/.exec(version)?.[1] : undefined;
    if (major === undefined || Number(major) < oldestMajor) throw this.#wrongVersion(`of version ${String(version).slice(0, 40)}`);
  }

  /** One call to the server, see {@link within}. */
  call<T>(what: string, use: (client: ChromaClient) => Promise<T>, call: CallContext): Promise<T> {
    return this.within(what, () => use(this.#client), call);
  }

  /**
   * Work on the server under one deadline. What happens in it may set further ones.
   *
   * @param timeoutMs - Default: the time of one call.
   * @throws RagError with the reason; the signal's reason when it aborts.
   */
  async within<T>(what: string, work: (call: CallContext) => Promise<T>, call: CallContext, timeoutMs?: number): Promise<T> {
    const { ports, chroma, timeoutMs: limitMs } = this.#settings;
    try {
      return await withDeadline(work, { clock: ports.clock, label: `chroma ${what}`, timeoutMs: timeoutMs ?? limitMs, call });
    } catch (error) {
      call.signal.throwIfAborted();
      throw chromaError(error, what, chroma.url);
    }
  }

  /** A collection by its name, made when it is not there. `space` is the distance of new ones: the angle. */
  collection(name: string, call: CallContext): Promise<Collection> {
    return this.call('open collection', (client) => client.getOrCreateCollection({ name, embeddingFunction: null, configuration }), call);
  }

  /** Ends every call that still hangs. */
  close(): void {
    this.#lifetime.abort();
  }

  #wrongVersion(found: string, cause?: unknown): RagError {
    const { origin } = this.#settings.chroma.url;
    const message = `The server at ${origin} is ${found}; Chroma ${oldestMajor}.0 or newer is needed.`;
    return new RagError('ARTEMIS_E_RAG_VERSION', message, { facts: { url: origin, found }, ...(cause !== undefined && { cause }) });
  }
}

const isNotFound = (error: unknown): boolean =>
  error instanceof RagError && error.cause instanceof Error && error.cause.name === 'ChromaNotFoundError';

const configuration = { hnsw: { space: 'cosine' } } as const;

async function loadClient({ ports }: RagSettings): Promise<typeof import('chromadb')> {
  try {
    return await ports.loadChroma();
  } catch (error) {
    throw new RagError('ARTEMIS_E_RAG_CLIENT', 'The package "chromadb" is not installed, or it cannot be loaded.', { cause: error });
  }
}
