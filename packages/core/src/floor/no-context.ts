import type { ContextRetriever } from '../capability/rag.ts';

/** Finds nothing, and leaves the prompts to the built-in ones. */
export const noContext: ContextRetriever = {
  retrieve: async () => [],
  prompt: async () => null,
};
