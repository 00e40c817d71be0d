import { editedLines } from './find-lines.ts';
import type { EditPair } from './replacement.ts';

const shortestAnchorChars = 8;
const maxDroppedLines = 12;

/**
 * The edit with less and less of the context that its old and its new text share, from the end first: a model often quotes
 * lines around the change from memory. What is left still has to say where it belongs.
 */
export function dropContext(edit: EditPair): readonly EditPair[] {
  const { old, wanted } = editedLines(edit.old, edit.new);
  const shared = Math.min(old.length, wanted.length, maxDroppedLines);
  const tail = countWhile(shared, (index) => old.at(-1 - index) === wanted.at(-1 - index));
  const head = countWhile(shared - tail, (index) => old[index] === wanted[index]);
  const cuts = [
    ...steps(tail).map((behind) => ({ before: 0, behind })),
    ...steps(head).map((before) => ({ before, behind: 0 })),
    ...(head > 0 && tail > 0 ? [{ before: head, behind: tail }] : []),
  ];
  return cuts.flatMap(({ before, behind }) => {
    const rest = old.slice(before, old.length - behind);
    if (!rest.some((line) => line.trim().length >= shortestAnchorChars)) return [];
    return [{ old: rest.join('\n'), new: wanted.slice(before, wanted.length - behind).join('\n') }];
  });
}

const steps = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

function countWhile(limit: number, holds: (index: number) => boolean): number {
  let count = 0;
  while (count < limit && holds(count)) count++;
  return count;
}
