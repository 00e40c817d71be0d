import type { CallContext, ContextItem, ContextQuery } from '@artemis/core';
import type { GraphStore } from '../model/graph-store.ts';
import { findSeeds } from './find-seeds.ts';
import { neighbourhood } from './neighbourhood.ts';
import { pageRank } from './page-rank.ts';
import { repositoryMap } from './repository-map.ts';

/**
 * A map of the part of the repository that a task is about: files and their symbols, ranked by a walk from what the task names.
 *
 * @param isThere - Whether a path is in the project now. What a graph still says of others is left out.
 */
export async function relatedItems(
  store: GraphStore,
  { text, maxTokens }: Pick<ContextQuery, 'text' | 'maxTokens'>,
  isThere: (path: string) => boolean,
  call: CallContext,
): Promise<readonly ContextItem[]> {
  const seeds = await findSeeds(store, text, call);
  if (seeds.size === 0) return [];
  const around = await neighbourhood(store, [...seeds.keys()], call);
  const rank = pageRank(around, seeds);
  const nodes = [...around.nodes.values()].filter(({ path }) => path !== undefined && isThere(path));
  return repositoryMap(nodes, rank, maxTokens);
}
