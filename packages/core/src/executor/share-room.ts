import type { ContextItem } from '../task/context-item.ts';

/**
 * As many items as there is room for, in characters, list after list, each best first. Every list has the same right to the room, so
 * that none crowds out another; what one has no use for goes to the others. An item that no longer fits is left out.
 */
export function shareRoom(lists: readonly (readonly ContextItem[])[], room: number): readonly ContextItem[] {
  const shares = lists.map((items) => ({ taken: [] as ContextItem[], waiting: [...items], used: 0 }));
  let left = room;
  for (;;) {
    const [next] = shares.filter(({ waiting }) => waiting.length > 0).toSorted((one, other) => one.used - other.used);
    const item = next?.waiting.shift();
    if (next === undefined || item === undefined) return shares.flatMap(({ taken }) => taken);
    const size = item.title.length + item.text.length;
    if (size > left) continue;
    left -= size;
    next.used += size;
    next.taken.push(item);
  }
}
