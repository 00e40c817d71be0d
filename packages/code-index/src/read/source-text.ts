/** What the bytes of a file are. */
export type SourceText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'binary' | 'minified' };

const minifiedFromBytes = 50_000;
const longLineBytes = 1_000;

/**
 * Text of a file. Bytes that are not UTF-8 become replacement characters, so that a file in an old encoding is still found;
 * a NUL byte makes it binary. Long text in very few lines was written by a program.
 */
export function sourceText(bytes: Uint8Array): SourceText {
  if (bytes.includes(0)) return { kind: 'binary' };
  if (bytes.length >= minifiedFromBytes && countLines(bytes) * longLineBytes < bytes.length) return { kind: 'minified' };
  return { kind: 'text', text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
}

function countLines(bytes: Uint8Array): number {
  let lines = 1;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
