import type { Grammar } from '../language/grammar.ts';
import type { ParsedSource } from './parsed-source.ts';
import { readCaptures } from './read-captures.ts';

/**
 * Parses a text in this thread. Syntax errors are no failure: what stands around them is found.
 *
 * @param isOver - Asked now and then; true ends the parsing.
 * @returns `null` when it was over before the text was.
 */
export function parseSource({ parser, query, exportRule }: Grammar, text: string, isOver: () => boolean): ParsedSource | null {
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
