import { readAccessOf } from '@artemis/core';
import { owns, type Part } from './part.ts';

const mostParts = 8;
const mostFiles = 40;

/** Why a task cannot be split like this, as the end of a sentence that begins with "the parts"; `null` when it can. */
export function objectionTo(parts: readonly Part[]): string | null {
  if (parts.length > mostParts) return `are ${parts.length}; at most ${mostParts}`;
  const bad = parts.find(({ title, files }) => title === '' || files.length === 0 || files.length > mostFiles);
  if (bad) return `need a title and 1 to ${mostFiles} files each`;
  const outside = parts.flatMap(({ files }) => files).find((file) => readAccessOf(file.replace(/\/$/, '')) !== 'allowed');
  if (outside !== undefined) return `name "${outside.slice(0, 100)}", which is no path of the project that may be written`;
  const shared = parts.flatMap((part) => part.files.filter((file) => parts.some((other) => other !== part && overlaps(other, file))));
  return shared.length > 0 ? `share "${shared[0]}": each file belongs to one part only` : null;
}

/** Also a folder that holds a file of the other part. */
const overlaps = (part: Part, file: string): boolean =>
  owns(part, file) || (file.endsWith('/') && part.files.some((other) => other.startsWith(file)));
