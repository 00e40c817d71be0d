import { DeadlineExceededError, describeFailure } from '@artemis/core';
import { RagError } from '../rag-error.ts';

/** What went wrong in a call to Chroma, as one of our errors. The client's own errors are told apart by their names. */
export function chromaError(error: unknown, what: string, url: URL): RagError {
  if (error instanceof RagError) return error;
  const facts = { url: url.origin, call: what };
  const at = `at ${url.origin} (${what})`;
  if (error instanceof DeadlineExceededError) {
    return new RagError('ARTEMIS_E_RAG_CHROMA', `Chroma ${at} did not answer in time.`, { cause: error, facts });
  }
  const name = error instanceof Error ? error.name : '';
  if (/dimension/i.test(describeFailure(error))) {
    return new RagError('ARTEMIS_E_RAG_DIMENSION', `The Chroma collection ${at} holds vectors of another length.`, { cause: error, facts });
  }
  if (name === 'ChromaConnectionError')
    return new RagError('ARTEMIS_E_RAG_CHROMA', `Chroma at ${url.origin} cannot be reached.`, { facts });
  if (name.startsWith('Chroma')) return new RagError('ARTEMIS_E_RAG_CHROMA', `Chroma ${at} refuses the call.`, { cause: error, facts });
  return new RagError('ARTEMIS_E_RAG_CHROMA', `What answers ${at} does not speak Chroma's language.`, { cause: error, facts });
}
