/**
 * Words of a text for lexical search, in lower case: the parts of identifiers (`parseHTTPHeader`, `parse_http_header` → `parse`,
 * `http`, `header`), and the whole identifier when it has several. Words of one character are left out.
 */
export function tokenize(text: string): string[] {
  const words: string[] = [];
  for (const [identifier] of text.matchAll(/[\p{L}\p{N}_$]+/gu)) {
    if (identifier.length > maxIdentifierLength) continue;
    const parts = splitIdentifier(identifier);
    if (parts.length > 1 && identifier.length <= maxWordLength) words.push(identifier.toLowerCase().replaceAll(/[_$]/g, ''));
    for (const part of parts) if (part.length > 1 && part.length <= maxWordLength) words.push(part);
  }
  return words;
}

const maxWordLength = 64;
/** Longer runs are data, not names. */
const maxIdentifierLength = 256;

/** Parts of an identifier in lower case: `HTTPServer2` → `http`, `server`, `2`; `snake_case` → `snake`, `case`. */
export function splitIdentifier(identifier: string): string[] {
  const parts = identifier.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}]+|\p{Lu}|\p{N}+/gu) ?? [];
  return parts.map((part) => part.toLowerCase());
}
