import type { Clock, Timer } from '../ports/clock.ts';
import { longestRetryAfterMs } from '../resilience/retry-after.ts';

/** Shortest pause between two requests while callers are held back, in milliseconds. */
const shortestGapMs = 100;
/** Longest pause of our own choosing between two requests, in milliseconds. */
const longestGapMs = 10_000;
/** Answers in a row after which the pause counts as known. */
const provenAfter = 4;
/** What a complaint makes of the pause: much of one that is not known yet, little of one that was almost right. */
const growth = { unknown: 2, known: 1.3 };
/** What each answer makes of the pause. */
const shrinkage = 0.95;
/** How near the pause comes again to one that was too short, and how fast that one is forgotten. */
const margin = 1.12;
const forgetting = 0.999;
/** Complaints in a row that are no more than the search for the right pace. */
const mostForSearch = 4;

/** One caller before a closed gate. */
interface Waiting {
  readonly pass: () => void;
}

/**
 * Spreads the requests of many callers to one server that asks for fewer of them. Until a server complains they pass at once;
 * then they wait as long as it asks, and go one by one, in order, with a pause that grows with each complaint and shrinks with
 * each answer.
 */
export class RateGate {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();
  #timer: Timer | undefined;
  /** Pause between two requests; 0 while nobody is held back. */
  #gapMs = 0;
  /** Longest pause that was not long enough. */
  #tooShortMs = 0;
  #opensAtMs = -Infinity;
  /** Complaints that were news, in all and since the last answer; answers since the last of them. */
  #complaints = 0;
  #complaintsInRow = 0;
  #answersInRow = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How long a caller that comes now would wait, in milliseconds. */
  get waitMs(): number {
    return Math.max(this.#opensAtMs - this.#clock.nowMs(), 0) + this.#waiting.size * this.#gapMs;
  }

  /**
   * Resolves when the caller may send its request, with a ticket that says what was known then.
   *
   * @throws The signal's reason when it aborts before; the place is then given up.
   */
  pass(signal: AbortSignal): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const stop = (): void => {
      this.#waiting.delete(waiting);
      reject(signal.reason);
    };
    const waiting: Waiting = {
      pass: () => {
        signal.removeEventListener('abort', stop);
        resolve(this.#complaints);
      },
    };
    if (signal.aborted) reject(signal.reason);
    else {
      signal.addEventListener('abort', stop, { once: true });
      this.#waiting.add(waiting);
      this.#open();
    }
    return promise;
  }

  /**
   * The server asked for fewer requests.
   *
   * @param ticket - The ticket of the request it said so to.
   * @param askedMs - How long it wants to be left alone. More than a minute is not for the gate: such a server is not waited for.
   * @returns Whether it only means that the pace is still being found, and nothing worse.
   */
  complained(ticket: number, askedMs: number): boolean {
    if (askedMs > longestRetryAfterMs) return false;
    const isNews = ticket === this.#complaints;
    if (isNews) this.#slowDown();
    this.#opensAtMs = Math.max(this.#opensAtMs, this.#clock.nowMs() + Math.max(askedMs, this.#gapMs));
    this.#open();
    return !isNews || this.#complaintsInRow <= mostForSearch;
  }

  /** The server answered the request with this ticket. */
  answered(ticket: number): void {
    if (ticket < this.#complaints || this.#gapMs === 0) return;
    this.#complaintsInRow = 0;
    this.#answersInRow++;
    this.#tooShortMs *= forgetting;
    const nextMs = Math.max(this.#gapMs * shrinkage, this.#tooShortMs * margin);
    this.#gapMs = Math.max(Math.min(this.#gapMs, nextMs), shortestGapMs);
    // At the shortest pause there is nothing to find any more; but who still waits is let go one by one.
    if (nextMs < shortestGapMs && this.#waiting.size === 0) this.#gapMs = 0;
  }

  #slowDown(): void {
    const factor = this.#answersInRow >= provenAfter ? growth.known : growth.unknown;
    this.#tooShortMs = this.#gapMs;
    this.#gapMs = Math.min(Math.max(this.#gapMs * factor, shortestGapMs), longestGapMs);
    this.#complaints++;
    this.#complaintsInRow++;
    this.#answersInRow = 0;
  }

  #open(): void {
    this.#timer?.cancel();
    for (const waiting of this.#waiting) {
      const leftMs = this.#opensAtMs - this.#clock.nowMs();
      if (leftMs > 0) {
        this.#timer = this.#clock.after(leftMs, () => this.#open());
        return;
      }
      this.#waiting.delete(waiting);
      this.#opensAtMs = this.#gapMs === 0 ? -Infinity : this.#clock.nowMs() + this.#gapMs;
      waiting.pass();
    }
  }
}

const gates = new WeakMap<Clock, Map<string, RateGate>>();

/** The gate of one server. All calls of a process share it, whoever makes them: a clock stands for the process. */
export function rateGateOf(clock: Clock, endpoint: string): RateGate {
  const known = gates.get(clock) ?? new Map<string, RateGate>();
  gates.set(clock, known);
  const gate = known.get(endpoint) ?? new RateGate(clock);
  known.set(endpoint, gate);
  return gate;
}
