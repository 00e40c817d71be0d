import type { OpenCodeGraph } from '@artemis/kg';
import type { RagIndex } from '@artemis/rag';
import type { QuestionPair } from './comment-questions.ts';

/** Share of the questions whose file is among the first five. */
export interface GraphQuality {
  readonly graph: number;
  readonly rag: number;
  readonly together: number;
}

const firstPlaces = 5;
/** How much the order of the graph counts beside that of retrieval, and how quickly places lose weight. */
const graphWeight = 0.05;
const rankOffset = 5;

/** Asks both for the files that answer questions, and joins their rankings by reciprocal rank. */
export async function graphQuality(graph: OpenCodeGraph, rag: RagIndex, pairs: readonly QuestionPair[]): Promise<GraphQuality> {
  const hits = { graph: 0, rag: 0, together: 0 };
  for (const { question, path } of pairs) {
    const mapped = filesOf((await graph.map(question, { maxTokens: 20_000 })).value);
    const ranked = filesOf((await rag.rank(question)).fused);
    if (isFirst(mapped, path)) hits.graph += 1;
    if (isFirst(ranked, path)) hits.rag += 1;
    if (isFirst(joined(ranked, mapped), path)) hits.together += 1;
  }
  const share = (count: number): number => Number((count / pairs.length).toFixed(3));
  return { graph: share(hits.graph), rag: share(hits.rag), together: share(hits.together) };
}

const filesOf = (places: readonly { readonly path?: string | null }[]): readonly string[] => [
  ...new Set(places.flatMap(({ path }) => path ?? [])),
];

const isFirst = (paths: readonly string[], path: string): boolean => paths.slice(0, firstPlaces).includes(path);

function joined(ranked: readonly string[], mapped: readonly string[]): readonly string[] {
  const scores = new Map<string, number>();
  const count = (paths: readonly string[], weight: number): void => {
    for (const [place, path] of paths.entries()) scores.set(path, (scores.get(path) ?? 0) + weight / (rankOffset + place));
  };
  count(ranked, 1);
  count(mapped, graphWeight);
  return [...scores].sort(([, one], [, other]) => other - one).map(([path]) => path);
}
