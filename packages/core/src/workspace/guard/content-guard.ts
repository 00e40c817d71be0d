import { ArtemisError } from '../../errors/artemis-error.ts';

/** Largest project file that is read or written, in bytes. */
export const fileLimitBytes = 2 * 1_024 * 1_024;

/**
 * Directional controls, zero-width characters and tags: what a reader of the code does not see, a compiler does. Variation selectors
 * only choose how the sign before them is drawn.
 */
const hidden = /(?![\ufe00-\ufe0f])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;
/** Joiners inside an emoji sequence are drawn, so they hide nothing. */
const emojiJoiner = /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})/gu;

/**
 * Checks the text of a proposed file.
 *
 * @throws ArtemisError `ARTEMIS_E_CONTENT_REFUSED` with `{ path, rule }`.
 */
export function checkContent(path: string, content: string): void {
  if (content.includes('\0')) throw contentRefused(path, 'nul', 'it has a NUL byte');
  if (!content.isWellFormed()) throw contentRefused(path, 'broken-unicode', 'it has half a surrogate pair, which has no UTF-8 form');
  if (content.length > fileLimitBytes || Buffer.byteLength(content) > fileLimitBytes)
    throw contentRefused(path, 'too-large', `it is larger than ${fileLimitBytes} bytes`);
}

/** The first line with an invisible character, for a warning; `null` when there is none. A byte order mark at the start is not hidden. */
export function hiddenCharacter(content: string): { readonly line: number; readonly codePoint: string } | null {
  // The replacement keeps every line where it was.
  const lines = content
    .replace(/^\ufeff/, '')
    .replace(emojiJoiner, '')
    .split('\n');
  const at = lines.findIndex((line) => hidden.test(line));
  const codePoint = hidden.exec(lines[at] ?? '')?.[0].codePointAt(0);
  return codePoint === undefined ? null : { line: at + 1, codePoint: `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}` };
}

/** The error for content that is not written. */
export function contentRefused(path: string, rule: string, reason: string): ArtemisError {
  return new ArtemisError('ARTEMIS_E_CONTENT_REFUSED', `The content for "${path}" is refused: ${reason}.`, {
    hint: 'Let the developer write the file again.',
    facts: { path, rule, reason },
  });
}
