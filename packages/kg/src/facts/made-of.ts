import { createHash } from 'node:crypto';
import { contentVersion, type ProjectIndex } from '@artemis/code-index';

/** Raised when the same index gives other slices. */
const making = 1;

/**
 * What all slices of a graph are made of together, beside their files: how files are read, and how imports are resolved. Empty for a
 * partial index, which says nothing for sure.
 */
export function madeOf({ complete, packages }: ProjectIndex): string {
  const hash = createHash('sha256').update(JSON.stringify(packages)).digest('base64url').slice(0, 16);
  return complete ? `${readingOf(contentVersion())} ${hash}` : '';
}

/** Whether two graphs were made in the same way, be their packages what they may. */
export const sameReading = (one: string, other: string): boolean => one !== '' && one.split(' ')[0] === other.split(' ')[0];

const readingOf = (version: string): string => `${making}-${version}`;

/** What a slice was made of: the content of its file, and what its imports mean. */
export const sourceOf = (sha256: string, links: string): string => `${sha256} ${links}`;

/** The two parts of {@link sourceOf}. */
export function partsOfSource(source = ''): { readonly sha256: string; readonly links: string } {
  const [sha256 = '', links = ''] = source.split(' ');
  return { sha256, links };
}
