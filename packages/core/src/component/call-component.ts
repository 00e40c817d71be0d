import type { CallContext } from '../resilience/call-context.ts';
import { isInstance } from '../errors/is-instance.ts';
import { RunRefusedError } from '../errors/run-refused-error.ts';
import { AllFailedError } from '../resilience/all-failed-error.ts';
import type { Rung } from '../task/outcome.ts';
import type { GuardedImplementation, ScheduledRetry } from './guarded-implementation.ts';

/** Core's own answer for a capability. It needs no dependency, so nothing guards it. */
export interface Floor<T> {
  readonly name: string;
  readonly instance: T;
}

/** Everything that may serve one capability, best first. */
export interface Ladder<T> {
  readonly capability: string;
  readonly rungs: readonly GuardedImplementation<T>[];
  readonly floor?: Floor<T>;
}

/** A rung that could not serve. */
export interface RungFailure {
  readonly name: string;
  readonly error: unknown;
}

/** Where on its ladder an instance stands that is about to be used. */
export interface Place {
  readonly name: string;
  /** Those above it, which could not serve. */
  readonly failures: readonly RungFailure[];
  /** Whether somebody further down could be asked now if this one failed. */
  readonly hasNext: () => boolean;
}

/** An answer, who gave it, and who should have. */
export interface LadderOutcome<R> {
  readonly value: R;
  readonly name: string;
  readonly rung: Rung;
  readonly failures: readonly RungFailure[];
}

/**
 * Asks primary, then fallbacks, then the floor: THE place that decides who answers.
 *
 * @param call - An abort of its signal is not a failure: it ends the call, and nothing further down is asked.
 * @throws {@link RunRefusedError} as it comes: a refusal for safety is never met by a fallback.
 * @throws {@link AllFailedError} with every cause when nobody could serve and there is no floor.
 * @throws Whatever the floor throws: below it there is nothing.
 */
export async function callComponent<T, R>(
  ladder: Ladder<T>,
  use: (instance: T, call: CallContext, place: Place) => Promise<R>,
  call: CallContext,
  onRetry: (retry: ScheduledRetry) => void,
): Promise<LadderOutcome<R>> {
  const failures: RungFailure[] = [];
  for (const [index, rung] of ladder.rungs.entries()) {
    const below = ladder.rungs.length - index - 1 + (ladder.floor ? 1 : 0);
    const place = { name: rung.name, failures, hasNext: () => hasNext(ladder, index) };
    try {
      const value = await rung.run((instance, inner) => use(instance, inner, place), call, shareOf(call.remainingMs(), below), onRetry);
      return { value, name: rung.name, rung: index === 0 ? 'primary' : 'fallback', failures };
    } catch (error) {
      call.signal.throwIfAborted();
      if (isInstance(error, RunRefusedError)) throw error;
      failures.push({ name: rung.name, error });
    }
  }
  if (!ladder.floor)
    throw new AllFailedError(
      ladder.capability,
      failures.map(({ error }) => error),
    );
  const { name, instance } = ladder.floor;
  return { value: await use(instance, call, { name, failures, hasNext: () => false }), name, rung: 'floor', failures };
}

/** A circuit that would let nobody through is as good as none. */
const hasNext = <T>({ rungs, floor }: Ladder<T>, index: number): boolean =>
  floor !== undefined || rungs.slice(index + 1).some(({ breaker }) => breaker.retryAfterMs() === 0);

/** A rung with others below it may take half of what is left, so that a hung primary leaves time for who comes next. */
const shareOf = (remainingMs: number, below: number): number => (below > 0 ? remainingMs / 2 : remainingMs);
