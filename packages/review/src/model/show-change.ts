import { readAccessOf, Redactor, sanitizeLine } from '@artemis/core';
import { changedLines, changeSize, type FileDiff } from '../diff/file-diff.ts';
import { isGeneratedPath } from '../diff/path-kind.ts';

/** A change as text for a model, and what is not in it. */
export interface ShownChange {
  readonly text: string;
  /** Paths of files that were too long, that tools have written, or that hold secrets by their name. */
  readonly left: readonly string[];
}

/** Unchanged lines that are shown around each change. */
const contextLines = 3;
const longestLine = 400;
const redactor = new Redactor();

/**
 * Writes a change down with the numbers of its lines, without secrets, as many of its files as there is room for: the short ones
 * first, so that no long file can keep the others from being seen.
 */
export function showChange(diffs: readonly FileDiff[], maxChars: number): ShownChange {
  const parts = new Map<FileDiff, string>();
  const left: string[] = [];
  let room = maxChars;
  for (const diff of diffs.toSorted((one, other) => changeSize(one) - changeSize(other))) {
    const isShown = !isGeneratedPath(diff.path) && readAccessOf(diff.path) === 'allowed';
    const part = isShown ? showFile(diff) : undefined;
    if (part === undefined || part.length > room) left.push(diff.path);
    else {
      parts.set(diff, part);
      room -= part.length;
    }
  }
  return { text: diffs.flatMap((diff) => parts.get(diff) ?? []).join('\n\n'), left };
}

function showFile(diff: FileDiff): string {
  const what = diff.isNew ? 'new file' : diff.isDeleted ? 'deleted file' : 'changed file';
  return `<<< ${what} ${sanitizeLine(diff.path, longestLine)}\n${shownLines(diff).join('\n')}\n>>>`;
}

/** Every line begins with its sign and number, so that none can look like the end of the quote. */
function shownLines(diff: FileDiff): readonly string[] {
  const gone = Map.groupBy(diff.removed, ([, gap]) => gap);
  const removedAt = (line: number): readonly string[] => (gone.get(line) ?? []).map(([old]) => `-       | ${shown(diff.old[old - 1])}`);
  const visible = visibleLines(diff);
  const lines: string[] = [];
  let last = 0;
  for (const line of visible) {
    if (line > last + 1) lines.push('        ...');
    const sign = diff.added.has(line) ? '+' : ' ';
    const isThere = line <= diff.now.length;
    lines.push(...removedAt(line), ...(isThere ? [`${sign} ${String(line).padStart(5)} | ${shown(diff.now[line - 1])}`] : []));
    last = line;
  }
  return lines;
}

const shown = (text = ''): string => {
  const line = redactor.redact(text);
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
};

function visibleLines(diff: FileDiff): readonly number[] {
  const last = Math.max(diff.now.length, 1);
  const visible = new Set<number>();
  for (const line of changedLines(diff)) {
    for (let near = Math.max(1, line - contextLines); near <= Math.min(last, line + contextLines); near++) visible.add(near);
  }
  return [...visible].toSorted((one, other) => one - other);
}
