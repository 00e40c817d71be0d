import { crc32 } from 'node:zlib';

/** Raised when the layout of the cache changes. */
const layout = 2;

const lineBreak = 10;
/** The line with version and checksum is far shorter. */
const maxHeadBytes = 200;

/** A text with its version and checksum in front. @param content - Version of what makes the content. */
export const sealText = (text: string, content: string): string => `artemis-code-index ${layout} ${content} ${checksum(text)}\n${text}`;

/** The bytes of what {@link sealText} was given; or why they are not to be used. */
export function openSealed(sealed: Buffer, content: string): { readonly bytes: Buffer } | { readonly fault: 'version' | 'checksum' } {
  const end = sealed.subarray(0, maxHeadBytes).indexOf(lineBreak);
  const [mark, ofLayout, ofContent, sum] = sealed.toString('utf8', 0, Math.max(end, 0)).split(' ');
  if (mark !== 'artemis-code-index' || sum === undefined) return { fault: 'checksum' };
  if (ofLayout !== String(layout) || ofContent !== content) return { fault: 'version' };
  const bytes = sealed.subarray(end + 1);
  return checksum(bytes) === sum ? { bytes } : { fault: 'checksum' };
}

const checksum = (content: string | Buffer): string => crc32(content).toString(16).padStart(8, '0');
