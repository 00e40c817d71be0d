import type { Clock, Timer } from '../ports/clock.ts';

interface Pending {
  readonly dueMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. Both of its times start at the given values. */
export class FakeClock implements Clock {
  #nowMs: number;
  #wallMs: number;
  #order = 0;
  readonly #pending = new Set<Pending>();

  constructor(start: { readonly nowMs?: number; readonly wallMs?: number } = {}) {
    this.#nowMs = start.nowMs ?? 0;
    this.#wallMs = start.wallMs ?? Date.UTC(2026, 0, 1);
  }

  nowMs(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return this.#wallMs;
  }

  after(delayMs: number, callback: () => void): Timer {
    const pending: Pending = { dueMs: this.#nowMs + Math.max(delayMs, 0), order: this.#order++, callback };
    this.#pending.add(pending);
    const timer: Timer = { cancel: () => void this.#pending.delete(pending), unref: () => timer };
    return timer;
  }

  /** Number of timers that have not fired. */
  get pendingTimers(): number {
    return this.#pending.size;
  }

  /** Moves both times forward and fires what is due, in order of time. Promises settle only after the test awaits something. */
  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (let next = this.#nextDue(endMs); next; next = this.#nextDue(endMs)) this.#fire(next);
    this.#moveTo(endMs);
  }

  /** Like {@link advance}, but lets promises settle before the first timer, between timers and after the last. */
  async advanceAsync(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settled();
    for (let next = this.#nextDue(endMs); next; next = this.#nextDue(endMs)) {
      this.#fire(next);
      await settled();
    }
    this.#moveTo(endMs);
  }

  /** Moves only the wall clock, as a correction of the system time does. */
  jumpWall(ms: number): void {
    this.#wallMs += ms;
  }

  #nextDue(endMs: number): Pending | undefined {
    let next: Pending | undefined;
    for (const pending of this.#pending) {
      if (pending.dueMs > endMs) continue;
      if (!next || pending.dueMs < next.dueMs || (pending.dueMs === next.dueMs && pending.order < next.order)) next = pending;
    }
    return next;
  }

  #fire(pending: Pending): void {
    this.#pending.delete(pending);
    this.#moveTo(pending.dueMs);
    pending.callback();
  }

  #moveTo(nowMs: number): void {
    this.#wallMs += nowMs - this.#nowMs;
    this.#nowMs = nowMs;
  }
}

/** One turn of the event loop: every promise that can settle has settled. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
