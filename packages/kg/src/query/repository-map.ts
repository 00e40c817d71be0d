import { sanitizeLine, type ContextItem } from '@artemis/core';
import { estimateTokens } from '@artemis/code-index';
import { compareText } from '../model/compare.ts';
import type { GraphNode } from '../model/graph-node.ts';

const maxFiles = 40;
const maxSymbolsPerFile = 14;
/** Core cuts context by this measure, so an item must fit by it too. */
const charsPerToken = 4;

/** The files that matter most with their symbols that matter most, within a number of tokens. */
export function repositoryMap(nodes: Iterable<GraphNode>, rank: ReadonlyMap<string, number>, maxTokens: number): readonly ContextItem[] {
  const byPath = Map.groupBy(
    [...nodes].filter(({ path }) => path !== undefined),
    ({ path }) => path ?? '',
  );
  const scored = [...byPath].map(([path, members]) => ({
    path,
    members,
    score: members.reduce((sum, { id }) => sum + (rank.get(id) ?? 0), 0),
  }));
  const best = scored.sort((one, other) => other.score - one.score || compareText(one.path, other.path)).slice(0, maxFiles);
  const items: ContextItem[] = [];
  let room = maxTokens;
  for (const { path, members, score } of best) {
    const item = { ...describeFile(path, members, rank), path, score };
    const tokens = tokensOf(item);
    if (tokens > room) continue;
    room -= tokens;
    items.push(item);
  }
  return items;
}

/** Tokens an item takes: by the estimate, or by core's own measure if that is more. */
export const tokensOf = ({ title, text }: Pick<ContextItem, 'title' | 'text'>): number =>
  Math.max(estimateTokens(`${title}\n${text}`), Math.ceil((title.length + text.length) / charsPerToken));

function describeFile(path: string, members: readonly GraphNode[], rank: ReadonlyMap<string, number>): Pick<ContextItem, 'title' | 'text'> {
  const symbols = members
    .filter(({ kind }) => kind === 'symbol')
    .sort((one, other) => (rank.get(other.id) ?? 0) - (rank.get(one.id) ?? 0) || compareText(one.id, other.id))
    .slice(0, maxSymbolsPerFile)
    .sort((one, other) => (one.startLine ?? 0) - (other.startLine ?? 0) || compareText(one.id, other.id));
  const isTest = members.some(({ kind }) => kind === 'test');
  const lines = symbols.map(
    ({ detail, name, startLine, endLine }) => `${detail ?? 'symbol'} ${sanitizeLine(name)}, lines ${startLine ?? '?'}-${endLine ?? '?'}`,
  );
  const title = `Map of ${sanitizeLine(path)}${isTest ? ' (test)' : ''}`;
  return { title, text: lines.length === 0 ? 'no symbols that bear on the task' : lines.join('\n') };
}
