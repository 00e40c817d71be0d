import { sanitizeLine } from '@artemis/core';
import type { Passage } from './corpus/passage.ts';
import type { ProjectCorpus } from './corpus/project-corpus.ts';
import { withinTokens } from './fuse/within-tokens.ts';
import type { RankedPassage } from './lexical/lexical-index.ts';
import type { FoundBy, RetrievedItem } from './retrieved-item.ts';

/** Passages looked at for one answer, best first. */
const mostPassages = 30;
/** Longest word on where a memory comes from, in characters. */
const longestOrigin = 120;
/** Passages of one file in one answer. */
const mostOfOneFile = 3;

/** What a ranking is made into items with. */
export interface Composition {
  readonly corpus: ProjectCorpus;
  readonly ranking: readonly RankedPassage[];
  readonly maxTokens: number;
  readonly foundBy: (id: string) => FoundBy;
  /** Said in each title, such as `index incomplete`. */
  readonly notes: readonly string[];
}

/**
 * The items of a ranking, best first: each is compared with the file on disk and dropped when it is no longer there, few come from one
 * file, and together they keep the token limit.
 */
export async function composeItems({ corpus, ranking, maxTokens, foundBy, notes }: Composition): Promise<readonly RetrievedItem[]> {
  const texts = new Map<string, Promise<string | null>>();
  const chosen = fewOfEachFile(ranking).slice(0, mostPassages);
  const items = await Promise.all(
    chosen.map(async ({ passage, score }): Promise<RetrievedItem | null> => {
      const text = await corpus.textOf(passage, texts);
      return text === null ? null : itemOf({ corpus, passage, score, text, foundBy: foundBy(passage.id), notes });
    }),
  );
  const there = items.filter((item) => item !== null);
  if (there.length < items.length) corpus.onStale(items.length - there.length);
  return withinTokens(there, maxTokens);
}

function fewOfEachFile(ranking: readonly RankedPassage[]): readonly RankedPassage[] {
  const counts = new Map<string, number>();
  return ranking.filter(({ passage: { id, path } }) => {
    const place = path ?? id;
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    return count < mostOfOneFile;
  });
}

function itemOf(found: {
  readonly corpus: ProjectCorpus;
  readonly passage: Passage;
  readonly score: number;
  readonly text: string;
  readonly foundBy: FoundBy;
  readonly notes: readonly string[];
}): RetrievedItem {
  const { corpus, passage, score, text, foundBy, notes } = found;
  const { id, path, startLine, endLine } = passage;
  const how = [foundBy, ...notes].join(', ');
  if (path !== null)
    return { id, title: `${path}:${startLine}-${endLine} [${how}]`, text, path, score, foundBy, lines: [startLine, endLine] };
  const provenance = corpus.memory.provenanceOf(id);
  const origin =
    provenance === null ? '' : ` of run ${sanitizeLine(`${provenance.runId}, ${provenance.acceptedAt}`).slice(0, longestOrigin)}`;
  return { id, title: `accepted solution${origin} [${how}]`, text, score, foundBy, ...(provenance && { provenance }) };
}
