import { estimateTokens } from '@artemis/code-index';

/** What counts against a token limit. */
interface Counted {
  readonly title: string;
  readonly text: string;
}

/** As many items, best first, as fit the limit together, estimated; one that is too large is passed over. */
export function withinTokens<T extends Counted>(items: readonly T[], maxTokens: number): readonly T[] {
  let room = maxTokens;
  return items.filter((item) => {
    const tokens = tokensOf(item);
    if (tokens > room) return false;
    room -= tokens;
    return true;
  });
}

/** Tokens of an item, title and text, estimated. */
export const tokensOf = ({ title, text }: Counted): number => estimateTokens(title) + estimateTokens(text);
