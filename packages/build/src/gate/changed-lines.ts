/**
 * Lines of `after`, from 1, that a change has added or altered. Where it has only taken lines away, the lines around the gap.
 *
 * @param before - `null` for a new file: every line is new.
 */
export function changedLines(before: string | null, after: string): ReadonlySet<number> {
  const now = after.split('\n');
  if (before === null) return new Set(now.map((_, index) => index + 1));
  const old = before.split('\n');
  const start = commonStart(old, now);
  const end = commonStart(old.slice(start).toReversed(), now.slice(start).toReversed());
  const kept = countLines(old.slice(start, old.length - end));
  const changed = new Set<number>();
  now.slice(start, now.length - end).forEach((line, index) => {
    const left = kept.get(line) ?? 0;
    if (left > 0) kept.set(line, left - 1);
    else changed.add(start + index + 1);
  });
  if (changed.size > 0) return changed;
  return new Set([start, start + 1].filter((line) => line >= 1 && line <= now.length));
}

function commonStart(old: readonly string[], now: readonly string[]): number {
  const most = Math.min(old.length, now.length);
  let length = 0;
  while (length < most && old[length] === now[length]) length += 1;
  return length;
}

function countLines(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
