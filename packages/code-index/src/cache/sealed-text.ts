import { crc32 } from 'node:zlib';

/** Raised when the layout of the cache changes. */
const layout = 1;

/** A text with its version and checksum in front. @param content - Version of what makes the content. */
export const sealText = (text: string, content: string): string => `artemis-code-index ${layout} ${content} ${checksum(text)}\n${text}`;

/** What {@link sealText} was given; or why it is not to be used. */
export function openSealedText(sealed: string, content: string): { readonly text: string } | { readonly fault: 'version' | 'checksum' } {
  const end = sealed.indexOf('\n');
  const [mark, ofLayout, ofContent, sum] = sealed.slice(0, Math.max(end, 0)).split(' ');
  if (mark !== 'artemis-code-index' || sum === undefined) return { fault: 'checksum' };
  if (ofLayout !== String(layout) || ofContent !== content) return { fault: 'version' };
  const text = sealed.slice(end + 1);
  return checksum(text) === sum ? { text } : { fault: 'checksum' };
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');
