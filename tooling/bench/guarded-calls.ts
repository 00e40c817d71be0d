import { CircuitBreaker, DegradationManager, systemClock, withDeadline } from '@artemis/core';
import * as cockatiel from 'cockatiel';
import Opossum from 'opossum';

/** The same call behind the same protection, as each library does it. */
export interface GuardedCalls {
  readonly library: string;
  /** A breaker that is closed. */
  readonly closed: () => Promise<unknown>;
  /** A breaker that is open: the call is refused. */
  readonly refused: () => Promise<unknown>;
  /** A breaker that is open, with a fallback behind it. */
  readonly fallback: () => Promise<unknown>;
  /** Timeout, closed breaker and fallback around a call that succeeds. */
  readonly all: () => Promise<unknown>;
  /** A breaker that is closed around a call that waits for a millisecond. */
  readonly inFlight: () => Promise<unknown>;
  /** Lets go of timers. */
  dispose(): void;
}

/** What is guarded. */
export const call = async (): Promise<number> => 1;
/** What stands in for it. */
const stand = async (): Promise<number> => 2;
/** A call that takes a while. */
export const waitingCall = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

const dayMs = 86_400_000;
const timeoutMs = 1_000;

async function failFiveTimes(execute: (fail: () => Promise<never>) => Promise<never>): Promise<void> {
  const down = new Error('down');
  for (let times = 0; times < 5; times++) await execute(() => Promise.reject(down)).catch(() => {});
}

/** Artemis: two trip rules, as by default. */
export async function artemisCalls(): Promise<GuardedCalls> {
  const closed = new CircuitBreaker('closed');
  const open = new CircuitBreaker('open', { open: { waitMs: dayMs } });
  await failFiveTimes((fail) => open.execute(fail));
  const degradation = new DegradationManager();
  degradation.track('open', [open]);
  degradation.track('closed', [closed]);
  const broken = { component: 'open', primary: () => open.execute(call), fallback: stand };
  const timed = () => withDeadline(call, { clock: systemClock, label: 'call', timeoutMs });
  const whole = { component: 'closed', primary: () => closed.execute(timed), fallback: stand };
  return {
    library: 'artemis',
    closed: () => closed.execute(call),
    refused: () => open.execute(call),
    fallback: () => degradation.withFallback(broken),
    all: () => degradation.withFallback(whole),
    inFlight: () => closed.execute(waitingCall),
    dispose: () => {},
  };
}

/** cockatiel: failures in a row. */
export async function cockatielCalls(): Promise<GuardedCalls> {
  const make = (): cockatiel.CircuitBreakerPolicy =>
    cockatiel.circuitBreaker(cockatiel.handleAll, { halfOpenAfter: dayMs, breaker: new cockatiel.ConsecutiveBreaker(5) });
  const closed = make();
  const open = make();
  await failFiveTimes((fail) => open.execute(fail));
  const fallback = cockatiel.wrap(cockatiel.fallback(cockatiel.handleAll, stand), open);
  const timeout = cockatiel.timeout(timeoutMs, cockatiel.TimeoutStrategy.Aggressive);
  const all = cockatiel.wrap(cockatiel.fallback(cockatiel.handleAll, stand), make(), timeout);
  return {
    library: 'cockatiel',
    closed: () => closed.execute(call),
    refused: () => open.execute(call),
    fallback: () => fallback.execute(call),
    all: () => all.execute(call),
    inFlight: () => closed.execute(waitingCall),
    dispose: () => {},
  };
}

/** opossum: a share of failures over ten seconds. */
export function opossumCalls(): GuardedCalls {
  const closed = new Opossum(call, { timeout: false });
  const waiting = new Opossum(waitingCall, { timeout: false });
  const open = new Opossum(call, { timeout: false, resetTimeout: dayMs });
  const fallback = new Opossum(call, { timeout: false, resetTimeout: dayMs }).fallback(stand);
  const all = new Opossum(call, { timeout: timeoutMs }).fallback(stand);
  open.open();
  fallback.open();
  return {
    library: 'opossum',
    closed: () => closed.fire(),
    refused: () => open.fire(),
    fallback: () => fallback.fire(),
    all: () => all.fire(),
    inFlight: () => waiting.fire(),
    dispose: () => [closed, waiting, open, fallback, all].forEach((breaker) => breaker.shutdown()),
  };
}
