/** How a list is worked through. */
export interface EachWithin<T> {
  /** Most calls at the same time. */
  readonly atOnce: number;
  /** Asked before each call: true ends the work. */
  readonly isOver: () => boolean;
  readonly signal: AbortSignal | undefined;
  readonly each: (item: T) => Promise<void>;
}

/**
 * Calls `each` for the items in order, several at a time, and waits for all that were begun.
 *
 * @returns False when it was over before the list was.
 * @throws What the first failing call throws, or the signal's reason; nothing is begun after that.
 */
export async function forEachWithin<T>(items: readonly T[], { atOnce, isOver, signal, each }: EachWithin<T>): Promise<boolean> {
  let next = 0;
  let stopped = false;
  const work = async (): Promise<void> => {
    while (next < items.length && !stopped) {
      signal?.throwIfAborted();
      if (isOver()) return void (stopped = true);
      const item = items[next++] as T;
      try {
        await each(item);
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, work));
  for (const result of settled) if (result.status === 'rejected') throw result.reason;
  return !stopped;
}
