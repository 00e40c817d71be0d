import { ArtemisError } from '../../errors/artemis-error.ts';
import { checkContent } from '../../workspace/guard/content-guard.ts';
import { placeholderIn } from '../edit/placeholder.ts';

/**
 * Why a text should not become the content of a file; `null` when nothing speaks against it.
 *
 * @param before - What the file holds now; `null` when there is none.
 */
export function objectionTo(path: string, content: string, before: string | null): string | null {
  const promised = placeholderIn(content, before ?? '');
  if (promised !== null) return `The line ${JSON.stringify(promised)} stands for code. Give the whole file, or use edit.`;
  if (content.trim() === '' && before !== null && before.trim() !== '')
    return `${path} has text; an empty file would lose it. Use delete to remove it.`;
  try {
    checkContent(path, content);
    return null;
  } catch (error) {
    if (error instanceof ArtemisError) return error.message;
    throw error;
  }
}
