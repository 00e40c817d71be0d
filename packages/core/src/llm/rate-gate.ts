import { ArtemisError } from '../errors/artemis-error.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import { longestRetryAfterMs } from '../resilience/retry-after.ts';
import { RequestWidth } from './request-width.ts';

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
/** How near the pause comes again to one that was too short, and how fast that one is forgotten: much faster after many answers. */
const margin = 1.12;
const forgetting = { slow: 0.999, fast: 0.96, fastAfter: 30 };
/** Complaints in a row that are no more than the search for the right pace. */
const mostForSearch = 4;

/** One caller before a closed gate. */
interface Waiting {
  readonly pass: (ticket: Ticket) => void;
  /** Ends what would make it give up. */
  readonly forget: () => void;
}

/** What was known when a request passed. */
export interface Ticket {
  /** Complaints until then. */
  readonly complaints: number;
  /** Requests under way, this one included. */
  readonly width: number;
}

/** How long a caller waits, in milliseconds. */
export interface Patience {
  /** For its turn, where the server has asked for a slower pace. */
  readonly turnMs: number;
  /** In all, where others are being answered and there is no room meanwhile. */
  readonly roomMs: number;
}

const endless: Patience = { turnMs: Infinity, roomMs: Infinity };

/** A caller has waited before the gate as long as it could. It has done nothing yet. */
export class CrowdedOut extends ArtemisError {
  override readonly name = 'CrowdedOut';

  constructor(waitMs: number) {
    super('ARTEMIS_E_MODEL_RATE_LIMITED', 'The server has asked for fewer requests, and others wait.', {
      hint: 'Wait a little, let fewer developers work at the same time, or list a second model.',
      facts: { waitMs: Math.ceil(waitMs) },
    });
  }
}

/**
 * Spreads the requests of many callers to one server that asks for fewer of them. Until a server complains they pass at once;
 * then they wait as long as it asks, and go one by one, in order, with a pause that grows with each complaint and shrinks with
 * each answer, and never more at a time than the server has borne. Whoever has passed must say when it has left.
 */
export class RateGate {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();
  readonly #width = new RequestWidth();
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

  /** Requests that have passed and not left. */
  get inFlight(): number {
    return this.#width.inFlight;
  }

  /** How long a caller that comes now would wait for its turn, in milliseconds, were there room enough. */
  get waitMs(): number {
    return Math.max(this.#opensAtMs - this.#clock.nowMs(), 0) + this.#waiting.size * this.#gapMs;
  }

  /**
   * Resolves when the caller may send its request, with a ticket that says what was known then.
   *
   * @throws CrowdedOut when it would wait longer than it may; the signal's reason when it aborts before. The place is then given up.
   */
  pass(signal: AbortSignal, { turnMs, roomMs }: Patience = endless): Promise<Ticket> {
    const { promise, resolve, reject } = Promise.withResolvers<Ticket>();
    const latestMs = this.#clock.nowMs() + roomMs;
    const giveUp = (reason: unknown): void => {
      this.#waiting.delete(waiting);
      waiting.forget();
      reject(reason);
      this.#open();
    };
    const expire = (): void => {
      const leftMs = latestMs - this.#clock.nowMs();
      if (leftMs > 0 && !this.#width.hasRoom) timer = this.#clock.after(leftMs, expire);
      else giveUp(new CrowdedOut(this.waitMs));
    };
    const stop = (): void => giveUp(signal.reason);
    let timer = turnMs === Infinity ? undefined : this.#clock.after(turnMs, expire);
    const waiting: Waiting = {
      pass: resolve,
      forget() {
        timer?.cancel();
        signal.removeEventListener('abort', stop);
      },
    };
    if (signal.aborted) giveUp(signal.reason);
    else {
      signal.addEventListener('abort', stop, { once: true });
      this.#waiting.add(waiting);
      this.#open();
    }
    return promise;
  }

  /** A request that has passed is over, whatever came of it. */
  left(): void {
    this.#width.left();
    this.#open();
  }

  /**
   * The server asked for fewer requests.
   *
   * @param ticket - The ticket of the request it said so to.
   * @param askedMs - How long it wants to be left alone. More than a minute is not for the gate: such a server is not waited for.
   * @returns Whether it only means that the pace is still being found, and nothing worse.
   */
  complained(ticket: Ticket, askedMs: number): boolean {
    if (askedMs > longestRetryAfterMs) return false;
    const nowMs = this.#clock.nowMs();
    const isNews = ticket.complaints === this.#complaints;
    if (isNews) this.#width.exceeded(nowMs);
    else this.#width.confine(nowMs);
    if (isNews) this.#slowDown();
    this.#opensAtMs = Math.max(this.#opensAtMs, nowMs + Math.max(askedMs, this.#gapMs));
    this.#open();
    return !isNews || this.#complaintsInRow <= mostForSearch;
  }

  /** The server let the request with this ticket wait so long that it must have more to do than it can. */
  wasSlow(ticket: Ticket): void {
    if (ticket.complaints !== this.#complaints || this.#width.inFlight < 2) return;
    this.#complaints++;
    this.#width.exceeded(this.#clock.nowMs());
  }

  /** The server answered the request with this ticket. */
  answered(ticket: Ticket): void {
    this.#width.answered(ticket.width, this.#clock.nowMs());
    if (ticket.complaints < this.#complaints || this.#gapMs === 0) return;
    this.#complaintsInRow = 0;
    this.#answersInRow++;
    this.#tooShortMs *= this.#answersInRow > forgetting.fastAfter ? forgetting.fast : forgetting.slow;
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
      const opensAtMs = this.#opensNextMs();
      const leftMs = opensAtMs - this.#clock.nowMs();
      if (leftMs > 0) {
        this.#timer = this.#clock.after(leftMs, () => this.#open());
        return;
      }
      this.#waiting.delete(waiting);
      this.#opensAtMs = this.#gapMs === 0 ? -Infinity : this.#clock.nowMs() + this.#gapMs;
      waiting.forget();
      waiting.pass({ complaints: this.#complaints, width: this.#width.entered() });
    }
  }

  /** When the next one may pass: it must be its turn, and there must be room. */
  #opensNextMs(): number {
    if (this.#width.hasRoom) return this.#opensAtMs;
    const dueMs = Math.max(this.#opensAtMs, this.#width.growsAtMs);
    if (dueMs <= this.#clock.nowMs()) this.#width.grow(this.#clock.nowMs());
    return dueMs;
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
