import { ArtemisError, DeadlineExceededError, type Component, type ContextRetriever, type Logger } from '@artemis/core';
import { ChromaRetriever } from './chroma/chroma-retriever.ts';
import type { Corpora } from './corpus/corpora.ts';
import { embedderFor } from './embed/embedder-for.ts';
import { LexicalRetriever } from './lexical/lexical-retriever.ts';
import { RagError } from './rag-error.ts';
import type { RagSettings } from './rag-settings.ts';

/** Time the circuit stays open before Chroma is tried again, in milliseconds. */
const openMs = 5_000;

/** Chroma with the lexical index, and below it the lexical index alone. */
export function ragComponent(settings: RagSettings, corpora: Corpora, logger: Logger): Component<ContextRetriever> {
  const embedder = embedderFor(settings);
  return {
    primary: {
      name: 'chroma',
      create: (call) => ChromaRetriever.connect({ settings, corpora, embedder, logger }, call),
      checkHealth: async (retriever, call) => (retriever instanceof ChromaRetriever ? retriever.check(call) : undefined),
      dispose: (retriever) => (retriever instanceof ChromaRetriever ? retriever.close() : undefined),
      breaker: {
        // Every second on a server that does not answer is lost to the run: one failure is enough.
        trip: { consecutive: 1 },
        open: { waitMs: openMs },
        classify: (error) => (isOfProject(error) ? 'neutral' : 'failure'),
      },
      renewAfter: (error) => error instanceof DeadlineExceededError || error instanceof RagError,
    },
    fallback: { name: 'lexical', create: () => new LexicalRetriever(corpora) },
  };
}

/** A project that cannot be read says nothing about Chroma. */
const isOfProject = (error: unknown): boolean => error instanceof ArtemisError && error.code === 'ARTEMIS_E_INDEX_PROJECT';
