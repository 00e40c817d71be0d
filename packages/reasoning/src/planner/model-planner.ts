import type { CallContext, Plan, Planner, PlanRequest } from '@artemis/core';
import type { ReasoningOptions } from '../reasoning-options.ts';
import { planByRules } from '../rules/plan-by-rules.ts';
import { beyondBudget, chooseStrategy, type Choice } from '../strategy/choose-strategy.ts';
import { strategies } from '../strategy/strategies.ts';
import { Allowance } from './allowance.ts';
import { runStrategy } from './run-strategy.ts';

/** Makes plans by asking the run's models, within an {@link Allowance}. */
export class ModelPlanner implements Planner {
  readonly #options: ReasoningOptions;

  constructor(options: ReasoningOptions) {
    this.#options = options;
  }

  /** @throws PlanError, or whatever asking throws, when the strategy makes no plan. */
  async plan({ task, ask }: PlanRequest, call: CallContext): Promise<Plan> {
    const allowance = new Allowance(task.limits, this.#options.maxCalls);
    const { name, reason } = this.#choose(task.text, allowance, call);
    const strategy = reason === '' ? name : `${name} (${reason})`;
    if (name === 'plain') return { ...planByRules(task.text), strategy };
    const steps = await runStrategy(strategies[name], { taskText: task.text, ask: allowance.bind(ask), call });
    return { strategy, steps: steps.map(({ title }) => ({ title })) };
  }

  #choose(taskText: string, allowance: Allowance, call: CallContext): Choice {
    const { strategy: wanted = 'auto', records = [] } = this.#options;
    const permits = (calls: number): boolean => allowance.permits(calls, taskText);
    if (wanted === 'auto') {
      const choice = chooseStrategy({ taskText, permits, remainingMs: call.remainingMs(), records });
      return { ...choice, reason: `auto: ${choice.reason}` };
    }
    return permits(strategies[wanted].calls) ? { name: wanted, reason: '' } : { name: 'plain', reason: beyondBudget(wanted) };
  }
}
