import type { AskModel, TaskLimits } from '@artemis/core';
import { PlanError } from '../plan-error.ts';

const defaultMaxCalls = 6;
/** Part of the limits of a task that its plan may use: the code has to be written from the rest. */
const share = 1 / 4;
/** The same guess that the budget of the run makes. */
const expectedOutputTokens = 2_000;
const charsPerToken = 4;

/** What one plan may use. Without it a strategy could spend what the run needs to write code, and end the run. */
export class Allowance {
  readonly maxCalls: number;
  readonly maxTokens: number;
  #calls = 0;
  #tokens = 0;

  constructor(limits: TaskLimits = {}, maxCalls: number = defaultMaxCalls) {
    // Nobody here knows what a call costs: under a limit in money there is one call, not several.
    const ofMoney = limits.maxCostUsd === undefined ? Infinity : 1;
    this.maxCalls = Math.min(maxCalls, Math.floor((limits.maxCalls ?? Infinity) * share), ofMoney);
    this.maxTokens = (limits.maxTokens ?? Infinity) * share;
  }

  /** Whether this many calls, each as long as the task at least, can be made. */
  permits(calls: number, taskText: string): boolean {
    return calls <= this.maxCalls && calls * (taskText.length / charsPerToken + expectedOutputTokens) <= this.maxTokens;
  }

  /** The same way to ask, which refuses with `ARTEMIS_E_PLAN_CALLS` what goes beyond, and asks nothing for a call that is over. */
  bind(ask: AskModel): AskModel {
    return async (request, call) => {
      call.signal.throwIfAborted();
      const estimate = Math.ceil(JSON.stringify(request).length / charsPerToken) + (request.maxOutputTokens ?? expectedOutputTokens);
      if (this.#calls >= this.maxCalls || this.#tokens + estimate > this.maxTokens) throw this.#refusal();
      this.#calls += 1;
      this.#tokens += estimate;
      const { usage, ...answer } = await ask(request, call);
      this.#tokens += usage.inputTokens + usage.outputTokens - estimate;
      return { ...answer, usage };
    };
  }

  #refusal(): PlanError {
    const { maxCalls, maxTokens } = this;
    return new PlanError(
      'ARTEMIS_E_PLAN_CALLS',
      `The plan has used ${this.#calls} of ${maxCalls} model calls, and the next one is too many.`,
      {
        calls: this.#calls,
        maxCalls,
        ...(Number.isFinite(maxTokens) && { maxTokens }),
      },
    );
  }
}
