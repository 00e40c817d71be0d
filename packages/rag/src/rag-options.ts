import type { Clock, Fetch, FileSystem } from '@artemis/core';
import type { IndexLimits } from '@artemis/code-index';

/** Where the Chroma server is. */
export interface ChromaAddress {
  /** Address, such as `http://127.0.0.1:8000`. Default: that one. */
  readonly url?: string;
  /** Sent as `x-chroma-token`. It is never printed. */
  readonly apiKey?: string;
  /** Default: `default_tenant`. */
  readonly tenant?: string;
  /** Default: `default_database`. */
  readonly database?: string;
}

/** An embeddings endpoint that speaks OpenAI's API. The project's text is sent there. */
export interface EmbeddingsEndpoint {
  /** Base address, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** It is never printed. */
  readonly apiKey?: string;
  /** Asked for when given. Default: what the model makes. */
  readonly dimensions?: number;
  /** Longer texts are cut before they are sent, in characters. Default: 8 000. */
  readonly maxInputChars?: number;
}

/** Options of the rag plugin. */
export interface RagOptions {
  readonly chroma?: ChromaAddress;
  /** Default: a local embedder that knows words and their spelling, no meanings. The titles of items say so. */
  readonly embeddings?: EmbeddingsEndpoint;
  /** Absolute path of the folder for indexes and memories. Default: `.local/state/artemis/rag` in the user's home. */
  readonly stateDir?: string;
  /** Whether remembered solutions are retrieved, and may be added. Default: false. */
  readonly learning?: boolean;
  /** Longest that Chroma, or the embeddings endpoint, is waited for in one retrieval, in milliseconds. Default: 1 900. */
  readonly timeoutMs?: number;
  /** How far indexing goes. Default: that of the code index. */
  readonly limits?: Partial<IndexLimits>;
  readonly ports?: RagPorts;
}

/** What the plugin takes from outside; tests give their own. */
export interface RagPorts {
  /** Default: the system clock. */
  readonly clock?: Clock;
  /** Default: the real disk. */
  readonly fileSystem?: FileSystem;
  /** For the embeddings endpoint. Default: the platform's `fetch`. */
  readonly fetch?: Fetch;
  /** Loads the Chroma client. Default: the package `chromadb`. */
  readonly loadChroma?: () => Promise<typeof import('chromadb')>;
}
