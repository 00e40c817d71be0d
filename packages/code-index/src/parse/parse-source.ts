import type { Grammar } from '../language/grammar.ts';
import type { ParsedSource } from './parsed-source.ts';
import type { ParseRequest } from './source-parsers.ts';
import { grammarOf } from '../language/grammar.ts';
import { readCaptures } from './read-captures.ts';

/**
 * Parses a text in this thread. Syntax errors are no failure: what stands around them is found.
 *
 * @param nowMs - Monotonic time, for the limit.
 * @returns `null` when the time was over before the text was.
 */
export async function parseSource(request: ParseRequest, nowMs: () => number): Promise<ParsedSource | null> {
  const grammar = await grammarOf(request.language);
  const endMs = nowMs() + request.maxMs;
  return parseWithin(grammar, request.text, () => nowMs() >= endMs);
}

function parseWithin({ parser, query, exportRule }: Grammar, text: string, isOver: () => boolean): ParsedSource | null {
  const tree = parser.parse(text, null, { progressCallback: isOver });
  if (tree === null) {
    // A parser that was stopped would go on with the old text.
    parser.reset();
    return null;
  }
  try {
    const matches = query.matches(tree.rootNode, { progressCallback: isOver });
    return isOver() ? null : readCaptures(matches, text, exportRule);
  } finally {
    tree.delete();
  }
}
