import type { TrialSettings } from './circuit-settings.ts';

/** The permits of a half-open circuit, and what the calls that held one showed. */
export class TrialCalls {
  readonly #settings: TrialSettings;
  /** Ticket of each call under way → when its permit expires. In order of expiry, since all permits last equally long. */
  readonly #running = new Map<number, number>();
  #succeeded = 0;
  #failed = 0;

  constructor(settings: TrialSettings) {
    this.#settings = settings;
  }

  /** Gives a permit to the call with this ticket, taking it from one that has run for too long if need be. */
  admit(ticket: number, nowMs: number): boolean {
    for (const [running, expiresAtMs] of this.#running) if (nowMs >= expiresAtMs) this.#running.delete(running);
    if (this.#running.size + this.#succeeded + this.#failed >= this.#settings.calls) return false;
    this.#running.set(ticket, nowMs + this.#settings.maxMs);
    return true;
  }

  /** Takes the permit back; `false` when the call has none, or has lost it to another. */
  end(ticket: number): boolean {
    return this.#running.delete(ticket);
  }

  /** Counts a good trial, and says whether they are enough. */
  succeeded(): boolean {
    return ++this.#succeeded >= this.#settings.calls - this.#settings.tolerate;
  }

  /** Counts a bad trial, and says whether they are too many. */
  failed(): boolean {
    return ++this.#failed > this.#settings.tolerate;
  }

  /** Milliseconds until a permit is free at the latest; 0 when one is. */
  freeAfterMs(nowMs: number): number {
    if (this.#running.size + this.#succeeded + this.#failed < this.#settings.calls) return 0;
    const [firstExpiryMs = nowMs] = this.#running.values();
    return Math.max(firstExpiryMs - nowMs, 0);
  }
}
