import type { LlmRequest, LlmUsage, ModelPrice } from '../capability/llm.ts';
import { RunBlockedError } from '../errors/run-blocked-error.ts';
import type { Cost } from '../task/run-result.ts';
import type { TaskLimits } from '../task/task.ts';
import { usdOf } from './usd-of.ts';

/** Money and tokens set aside for a call that is under way. */
export interface Reservation {
  /** Replaces the estimate by what the call has really used. */
  settle(usage: LlmUsage): void;
  /** The call failed: its input may have been paid for, its answer was not. */
  release(): void;
  /**
   * The call was given up under way. Its input counts as used, since vendors charge for it; what it had answered is not known.
   *
   * @returns What was charged.
   */
  abandon(): LlmUsage;
}

/** Output a call is expected to have when it names no limit, in tokens. */
const expectedOutputTokens = 2_000;
const charsPerToken = 4;

/**
 * What a run may still spend on models. Everybody who works for the run shares it: retries, several developers, resumes.
 * A call is charged before it is made, so a limit is never overrun by more than the error of the estimates under way.
 */
export class Budget {
  readonly #limits: TaskLimits;
  #spent: Cost;
  #reserved = { tokens: 0, usd: 0 };

  /** @param spent - What the run has used before, in an earlier process. */
  constructor(limits: TaskLimits, spent: Cost) {
    this.#limits = limits;
    this.#spent = spent;
  }

  /** What has been used, calls under way not included. */
  get spent(): Cost {
    return this.#spent;
  }

  /**
   * Sets aside what a call will probably use. A price that is unknown is not counted as zero: the sum is unknown from then on,
   * and only calls and tokens can be limited.
   *
   * @throws RunBlockedError `ARTEMIS_E_BUDGET` when a limit would be passed; the call must then not be made.
   */
  reserve(request: LlmRequest, price: ModelPrice | undefined): Reservation {
    const estimate: LlmUsage = {
      inputTokens: Math.ceil(JSON.stringify(request).length / charsPerToken),
      outputTokens: request.maxOutputTokens ?? expectedOutputTokens,
    };
    const held = { tokens: estimate.inputTokens + estimate.outputTokens, usd: usdOf(estimate, price) ?? 0 };
    this.#refuse('maxCalls', this.#spent.calls + 1, 'model calls');
    this.#refuse('maxTokens', this.#spent.inputTokens + this.#spent.outputTokens + this.#reserved.tokens + held.tokens, 'tokens');
    if (this.#spent.usd !== null) this.#refuse('maxCostUsd', this.#spent.usd + this.#reserved.usd + held.usd, 'US dollars');
    this.#hold(held, 1);
    this.#spent = { ...this.#spent, calls: this.#spent.calls + 1 };
    return this.#reservation(held, estimate.inputTokens, price);
  }

  #reservation(held: { readonly tokens: number; readonly usd: number }, inputTokens: number, price: ModelPrice | undefined): Reservation {
    let open = true;
    const close = (usage: LlmUsage): void => {
      if (!open) return;
      open = false;
      this.#hold(held, -1);
      this.#charge(usage, price);
    };
    const abandon = (): LlmUsage => {
      const usage = { inputTokens, outputTokens: 0 };
      close(usage);
      return usage;
    };
    return { settle: close, release: () => close({ inputTokens: 0, outputTokens: 0 }), abandon };
  }

  #hold({ tokens, usd }: { readonly tokens: number; readonly usd: number }, sign: 1 | -1): void {
    this.#reserved = { tokens: this.#reserved.tokens + sign * tokens, usd: this.#reserved.usd + sign * usd };
  }

  #charge(usage: LlmUsage, price: ModelPrice | undefined): void {
    const usd = usage.inputTokens + usage.outputTokens === 0 ? 0 : usdOf(usage, price);
    this.#spent = {
      calls: this.#spent.calls,
      inputTokens: this.#spent.inputTokens + usage.inputTokens,
      outputTokens: this.#spent.outputTokens + usage.outputTokens,
      usd: usd === null || this.#spent.usd === null ? null : this.#spent.usd + usd,
    };
  }

  #refuse(limit: 'maxCalls' | 'maxTokens' | 'maxCostUsd', wanted: number, unit: string): void {
    const most = this.#limits[limit];
    if (most === undefined || wanted <= most) return;
    throw new RunBlockedError('ARTEMIS_E_BUDGET', `The next model call would bring this run to ${round(wanted)} of ${most} ${unit}.`, {
      hint: 'Everything is saved. Raise the limit and go on with: artemis resume',
      facts: { limit, most, wanted },
    });
  }
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
