import type { Clock } from '@artemis/core';

/** How often developers may be started again. */
export interface RestartLimits {
  /** Restarts of all developers together within the window. Default: 3. */
  readonly most?: number;
  /** In milliseconds. Default: 60 000. */
  readonly windowMs?: number;
}

/** Counts restarts as a supervisor of OTP does: what breaks too often within a short time is not mended by starting it again. */
export class Restarts {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #windowMs: number;
  #atMs: readonly number[] = [];

  constructor(clock: Clock, { most = 3, windowMs = 60_000 }: RestartLimits) {
    this.#clock = clock;
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** @returns Whether one more may be made now; it then counts. */
  take(): boolean {
    const nowMs = this.#clock.nowMs();
    this.#atMs = this.#atMs.filter((atMs) => atMs > nowMs - this.#windowMs);
    if (this.#atMs.length >= this.#most) return false;
    this.#atMs = [...this.#atMs, nowMs];
    return true;
  }
}
