import { createHash } from 'node:crypto';
import type { AppliedChange } from '../task/patch.ts';
import type { ChangedFile } from '../task/run-result.ts';

/** What a reader wants to know of a change: how many lines came and went, and a hash to check the file by. */
export function changedFile({ path, before, after }: AppliedChange): ChangedFile {
  return {
    path,
    change: before === null ? 'created' : after === null ? 'deleted' : 'modified',
    addedLines: linesOnlyIn(after, before),
    removedLines: linesOnlyIn(before, after),
    sha256: after === null ? null : createHash('sha256').update(after).digest('hex'),
  };
}

/** Lines of `text` that `other` does not have, counting repetitions. A line that only moved counts as neither. */
function linesOnlyIn(text: string | null, other: string | null): number {
  const available = new Map<string, number>();
  for (const line of linesOf(other)) available.set(line, (available.get(line) ?? 0) + 1);
  let only = 0;
  for (const line of linesOf(text)) {
    const count = available.get(line) ?? 0;
    if (count === 0) only++;
    else available.set(line, count - 1);
  }
  return only;
}

function linesOf(text: string | null): readonly string[] {
  if (!text) return [];
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
