import { withDeadline, type CallContext, type Clock, type Fetch } from '@artemis/core';
import { RagError } from '../rag-error.ts';
import type { EmbeddingsEndpoint } from '../rag-options.ts';
import { sha256 } from '../corpus/sha256.ts';
import type { Embedder } from './embedder.ts';
import { normalized } from './hashing-embedder.ts';

const batch = 64;
const maxAnswerBytes = 64 * 1024 * 1024;
const maxDimensions = 16_384;

/** Vectors from an endpoint that speaks OpenAI's API. One attempt a call: who retries is decided above. */
export class EndpointEmbedder implements Embedder {
  readonly id: string;
  readonly isLocal = false;
  readonly batch = batch;
  readonly #endpoint: EmbeddingsEndpoint;
  readonly #fetch: Fetch;
  readonly #clock: Clock;
  readonly #timeoutMs: number;

  constructor(endpoint: EmbeddingsEndpoint, ports: { readonly fetch: Fetch; readonly clock: Clock; readonly timeoutMs: number }) {
    this.#endpoint = endpoint;
    this.#fetch = ports.fetch;
    this.#clock = ports.clock;
    this.#timeoutMs = ports.timeoutMs;
    this.id = `endpoint-${sha256(JSON.stringify([endpoint.baseUrl, endpoint.model, endpoint.dimensions ?? null])).slice(0, 16)}`;
  }

  async embed(texts: readonly string[], call: CallContext): Promise<readonly (readonly number[])[]> {
    const { maxInputChars = 8_000 } = this.#endpoint;
    // An empty input is refused by most servers.
    const input = texts.map((text) => text.slice(0, maxInputChars) || ' ');
    const options = { clock: this.#clock, label: 'embeddings', timeoutMs: this.#timeoutMs, call };
    try {
      return vectorsOf(await withDeadline((inner) => this.#ask(input, inner.signal), options), input.length);
    } catch (error) {
      call.signal.throwIfAborted();
      if (error instanceof RagError) throw error;
      throw failed('cannot be reached or does not answer in time', { timeoutMs: this.#timeoutMs }, error);
    }
  }

  async #ask(input: readonly string[], signal: AbortSignal): Promise<unknown> {
    const { baseUrl, model, apiKey, dimensions } = this.#endpoint;
    const response = await this.#fetch(`${baseUrl.replace(/\/+$/, '')}/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) },
      body: JSON.stringify({ model, input, encoding_format: 'float', ...(dimensions !== undefined && { dimensions }) }),
      // A redirect would carry the key and the project's text to another host.
      redirect: 'error',
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel().catch(() => undefined);
      throw failed(`answers with status ${response.status}`, { status: response.status });
    }
    return parse(await readBounded(response));
  }
}

const failed = (what: string, facts: Readonly<Record<string, unknown>>, cause?: unknown): RagError =>
  new RagError('ARTEMIS_E_RAG_EMBEDDINGS', `The embeddings endpoint ${what}.`, { facts, ...(cause !== undefined && { cause }) });

async function readBounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > maxAnswerBytes) throw failed(`answers with more than ${maxAnswerBytes} bytes`, { maxAnswerBytes });
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failed('answers with something that is no JSON', { bytes: text.length }, error);
  }
}

/** The vectors of an answer in the order of the inputs. */
function vectorsOf(answer: unknown, count: number): number[][] {
  const rows: unknown = (answer as { readonly data?: unknown } | null)?.data;
  if (!Array.isArray(rows) || rows.length !== count) throw failed(`answers with no list of ${count} vectors`, { count });
  const vectors: number[][] = [];
  for (const [at, row] of rows.entries()) {
    const { embedding, index = at } = (row ?? {}) as { readonly embedding?: unknown; readonly index?: unknown };
    if (!isVector(embedding) || !isPlace(index, count)) throw failed('answers with something that is no vector', { at });
    vectors[index] = normalized(embedding);
  }
  const dimensions = vectors[0]?.length;
  for (let at = 0; at < count; at++) {
    if (dimensions === undefined || vectors[at]?.length !== dimensions)
      throw failed('answers with vectors that do not belong together', { at });
  }
  return vectors;
}

const isPlace = (value: unknown, count: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < count;

const isVector = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.length <= maxDimensions && value.every((number) => Number.isFinite(number));
