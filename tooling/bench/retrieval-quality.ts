import type { FoundPlace, RagIndex } from '@artemis/rag';
import type { QuestionPair } from './comment-questions.ts';

/** Share of the questions whose file is among the first five, by each way of finding. */
export interface RetrievalQuality {
  readonly lexical: number;
  /** Absent where Chroma is. */
  readonly dense?: number;
  readonly fused?: number;
}

const firstPlaces = 5;
/** Enough room for the hits of more than five files. */
const maxTokens = 200_000;

/** Asks for the files that answer questions. */
export async function retrievalQuality(index: RagIndex, pairs: readonly QuestionPair[], withVectors: boolean): Promise<RetrievalQuality> {
  const hits = { dense: 0, lexical: 0, fused: 0 };
  for (const { question, path } of pairs) {
    const { words, vectors, fused } = withVectors ? await index.rank(question) : await byWords(index, question);
    if (isAmongFirst(words, path)) hits.lexical += 1;
    if (isAmongFirst(vectors, path)) hits.dense += 1;
    if (isAmongFirst(fused, path)) hits.fused += 1;
  }
  const share = (count: number): number => Number((count / pairs.length).toFixed(3));
  return { lexical: share(hits.lexical), ...(withVectors && { dense: share(hits.dense), fused: share(hits.fused) }) };
}

async function byWords(index: RagIndex, question: string) {
  const { hits, servedBy } = await index.ask(question, { maxTokens });
  if (servedBy.name !== 'lexical') throw new Error(`${servedBy.name} served instead of the fallback`);
  return { words: hits.map(({ path = null }) => ({ path })), vectors: [], fused: [] };
}

/** Whether a file is among the first five files of a ranking. */
const isAmongFirst = (places: readonly Pick<FoundPlace, 'path'>[], path: string): boolean =>
  [...new Set(places.map((place) => place.path))].slice(0, firstPlaces).includes(path);
