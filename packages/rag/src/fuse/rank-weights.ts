/** How much each ranking counts in the fusion. Found with the bench of retrieval. */
export const rankWeights = {
  words: 1,
  /** Vectors of a model, which knows meanings. */
  vectors: 1,
  /** Vectors of the local embedder, which knows spellings only. */
  localVectors: 0.15,
} as const;
