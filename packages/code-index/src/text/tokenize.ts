/**
 * Words of a text for lexical search, in lower case: the parts of identifiers (`parseHTTPHeader`, `parse_http_header` → `parse`,
 * `http`, `header`), and the whole identifier when it has several. Words of one character are left out.
 */
export function tokenize(text: string): string[] {
  const words: string[] = [];
  for (const identifier of text.match(/[\p{L}\p{N}_$]+/gu) ?? []) {
    if (identifier.length <= maxIdentifierLength) words.push(...knownWordsOf(identifier));
  }
  return words;
}

/** Words of the identifiers that were met last: most of a text are a few names, again and again. */
const known = new Map<string, readonly string[]>();
const mostKnown = 20_000;

function knownWordsOf(identifier: string): readonly string[] {
  const found = known.get(identifier);
  if (found !== undefined) return found;
  const words = wordsOf(identifier);
  if (known.size >= mostKnown) known.clear();
  known.set(identifier, words);
  return words;
}

function wordsOf(identifier: string): readonly string[] {
  const parts = splitIdentifier(identifier);
  const isWhole = parts.length > 1 && identifier.length <= maxWordLength;
  const words = parts.filter((part) => part.length > 1 && part.length <= maxWordLength);
  return isWhole ? [identifier.toLowerCase().replaceAll(/[_$]/g, ''), ...words] : words;
}

const maxWordLength = 64;
/** Longer runs are data, not names. */
const maxIdentifierLength = 256;

/** Parts of an identifier in lower case: `HTTPServer2` → `http`, `server`, `2`; `snake_case` → `snake`, `case`. */
export function splitIdentifier(identifier: string): string[] {
  const parts = identifier.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}]+|\p{Lu}|\p{N}+/gu) ?? [];
  return parts.map((part) => part.toLowerCase());
}
