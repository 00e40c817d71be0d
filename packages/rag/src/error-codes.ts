import type { ErrorCodeEntry } from '@artemis/core';

/** Every code this package can throw. */
export const ragErrorCodes = {
  ARTEMIS_E_RAG_CLIENT: {
    exitCode: 69,
    meaning: 'The Chroma client is not installed or cannot be loaded.',
    remedy: 'Install the package `chromadb`; until then the lexical index serves.',
  },
  ARTEMIS_E_RAG_CHROMA: {
    exitCode: 69,
    meaning: 'The Chroma server cannot be reached, does not answer in time, or answers with an error.',
    remedy: 'Start it (`artemis services start chroma`), or check its address; until then the lexical index serves.',
  },
  ARTEMIS_E_RAG_VERSION: {
    exitCode: 69,
    meaning: 'What answers is no Chroma server of a version this client can talk to.',
    remedy: 'Run Chroma 1.0 or newer, which speaks version 2 of its API, and check the address.',
  },
  ARTEMIS_E_RAG_DIMENSION: {
    exitCode: 69,
    meaning: 'The vectors in the Chroma collection have another length than the embedder makes.',
    remedy: 'Nothing: the next run fills a new collection and leaves the old one alone. Set `embeddings.dimensions` if it comes back.',
  },
  ARTEMIS_E_RAG_EMBEDDINGS: {
    exitCode: 69,
    meaning: 'The embeddings endpoint cannot be reached, refuses, or answers with something that is no vector.',
    remedy: 'Check the address, model and key of the embeddings, or leave them out to use the local embedder.',
  },
  ARTEMIS_E_RAG_OPTIONS: {
    exitCode: 2,
    meaning: 'An option of the rag plugin cannot be used as it is.',
    remedy: 'Correct the option that the message names.',
  },
  ARTEMIS_E_RAG_LEARNING: {
    exitCode: 2,
    meaning: 'A solution was to be remembered although learning is off, or it cannot be stored.',
    remedy: 'Switch on the option `learning`, and store no empty or oversized solution.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

/** An error code of this package. */
export type RagErrorCode = keyof typeof ragErrorCodes;
