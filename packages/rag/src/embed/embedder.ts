import type { CallContext } from '@artemis/core';

/** Makes vectors from texts. */
export interface Embedder {
  /** Names the model and all that changes its vectors: vectors of different ids are never compared. */
  readonly id: string;
  /** Whether it is the local one, which knows words and their spelling but no meanings. */
  readonly isLocal: boolean;
  /** Texts worth handing over at once. */
  readonly batch: number;
  /**
   * One vector of length 1 for each text, all of the same dimension.
   *
   * @throws RagError `ARTEMIS_E_RAG_EMBEDDINGS`; the signal's reason when it aborts.
   */
  embed(texts: readonly string[], call: CallContext): Promise<readonly (readonly number[])[]>;
}
