import type { HealthFinding } from './health-status.ts';

/**
 * Keeps a flapping component from turning healthy and back at every check: at most two such changes within `settleMs`.
 * Bad news passes at once. Good news after a change is held back until that change is `settleMs` old, so that the next bad
 * news is never one change too many; meanwhile the last bad finding stands.
 */
export class HealthDamper {
  readonly #settleMs: number;
  #shown: HealthFinding | undefined;
  #changedAtMs = -Infinity;

  constructor(settleMs: number) {
    this.#settleMs = settleMs;
  }

  /** The finding to show for the one just made. */
  settle(found: HealthFinding, nowMs: number): HealthFinding {
    const shown = this.#shown;
    const turns = shown !== undefined && (shown.state === 'healthy') !== (found.state === 'healthy');
    const calmAfterMs = this.#changedAtMs + this.#settleMs - nowMs;
    if (shown !== undefined && turns && found.state === 'healthy' && calmAfterMs > 0) {
      return { state: shown.state, message: `answers again, counts as healthy in ${Math.ceil(calmAfterMs)} ms; before: ${shown.message}` };
    }
    if (turns) this.#changedAtMs = nowMs;
    this.#shown = found;
    return found;
  }
}
