import type { LlmUsage, TaskLimits } from '@artemis/core';
import { SupervisionError } from '../supervision-error.ts';

/** What one developer may use of what the run may use. */
export interface ShareLimits {
  readonly calls: number;
  readonly tokens: number;
}

/**
 * Equal shares of the limits of the run, and one more that nobody gets: for a review, or for the one developer who takes over. They
 * follow from what was asked alone, so that a resumed run gives the same.
 */
export function shareOf({ maxCalls = Infinity, maxTokens = Infinity }: TaskLimits, developers: number): ShareLimits {
  const part = (limit: number): number => Math.max(1, Math.floor(limit / (developers + 1)));
  return { calls: part(maxCalls), tokens: part(maxTokens) };
}

/** Sees that a developer keeps within its share. Answers that were paid for by an earlier process count like the others. */
export class Share {
  readonly #limits: ShareLimits;
  #calls = 0;
  #tokens = 0;

  constructor(limits: ShareLimits) {
    this.#limits = limits;
  }

  /** To be called before each question. @throws SupervisionError `ARTEMIS_E_DEVELOPER_SHARE` when the share is used up. */
  charge(): void {
    const { calls, tokens } = this.#limits;
    if (this.#calls >= calls) throw usedUp(`${calls} of ${calls} model calls`);
    if (this.#tokens >= tokens) throw usedUp(`${this.#tokens} of ${tokens} tokens`);
    this.#calls++;
  }

  /** To be called with what each answer has used. */
  settle({ inputTokens, outputTokens }: LlmUsage): void {
    this.#tokens += inputTokens + outputTokens;
  }
}

const usedUp = (what: string): SupervisionError =>
  new SupervisionError('ARTEMIS_E_DEVELOPER_SHARE', `This developer has used its share of the run: ${what}.`);
