// The plugin
export { default, default as ragPlugin } from './rag-plugin.ts';
export type { ChromaAddress, EmbeddingsEndpoint, RagOptions, RagPorts } from './rag-options.ts';
export type { FoundBy, RetrievedItem } from './retrieved-item.ts';

// Retrieval outside of a run
export { createRagIndex } from './create-rag-index.ts';
export type {
  AskOptions,
  FillOptions,
  FoundPlace,
  IndexReport,
  RagAnswer,
  RagIndex,
  RagIndexOptions,
  RagProgress,
  RagRankings,
} from './rag-index.ts';

// The server
export { chromaServerCommand, type ChromaServerOptions, type ServerCommand } from './chroma/chroma-server-command.ts';

// Learning
export type { Memory } from './memory/solution-memory.ts';

// Errors
export { ragErrorCodes, type RagErrorCode } from './error-codes.ts';
export { RagError } from './rag-error.ts';
