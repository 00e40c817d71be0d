/** Characters that show nothing, or make text show in another order than it runs: what the reader sees is not what the machine does. */
const hidden = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** A character in a text that a reader cannot see. */
export interface HiddenCharacter {
  /** Such as `U+202E`. */
  readonly codePoint: string;
  /** Line it stands in, from 1. */
  readonly line: number;
}

/** Finds up to `limit` hidden characters. A mark at the very beginning of a text is its byte order mark and is left out. */
export function findHiddenCharacters(text: string, limit = 10): readonly HiddenCharacter[] {
  const found: HiddenCharacter[] = [];
  for (const match of text.matchAll(hidden)) {
    if (match.index === 0 && match[0] === '\ufeff') continue;
    if (found.length >= limit) break;
    const code = match[0].codePointAt(0) ?? 0;
    found.push({ codePoint: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`, line: text.slice(0, match.index).split('\n').length });
  }
  return found;
}
