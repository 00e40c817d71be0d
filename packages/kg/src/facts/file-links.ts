import { createHash } from 'node:crypto';
import type { ImportLink } from '@artemis/code-index';

/** An import of a file that means another file of the project. */
export interface FileLink {
  readonly to: string;
  /** Names it takes; absent when it takes everything, or names nothing. */
  readonly names?: readonly string[];
}

/** The links of a file, in the order of its imports. */
export const fileLinks = (links: readonly ImportLink[]): readonly FileLink[] =>
  links.map(({ to, names }) => (names === undefined ? { to } : { to, names }));

/** Tells links apart. */
export const linksDigest = (links: readonly FileLink[]): string =>
  createHash('sha256').update(JSON.stringify(links)).digest('base64url').slice(0, 16);
