import type { RagSettings } from '../rag-settings.ts';
import type { Embedder } from './embedder.ts';
import { EndpointEmbedder } from './endpoint-embedder.ts';
import { hashingEmbedder } from './hashing-embedder.ts';

/** The endpoint that was configured, else the local embedder. */
export const embedderFor = ({ embeddings, ports, timeoutMs }: RagSettings): Embedder =>
  embeddings === null ? hashingEmbedder : new EndpointEmbedder(embeddings, { fetch: ports.fetch, clock: ports.clock, timeoutMs });
