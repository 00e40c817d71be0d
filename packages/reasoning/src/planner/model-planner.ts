import { systemClock, withDeadline, type CallContext, type Plan, type Planner, type PlanRequest } from '@artemis/core';
import type { ReasoningOptions } from '../reasoning-options.ts';
import { planByRules } from '../rules/plan-by-rules.ts';
import { beyondBudget, chooseStrategy } from '../strategy/choose-strategy.ts';
import { fittingStrategy, type Choice } from '../strategy/fitting-strategy.ts';
import { strategies } from '../strategy/strategies.ts';
import { recordsFor, type StrategyRecord } from '../strategy/strategy-record.ts';
import { Allowance } from './allowance.ts';
import { runStrategy } from './run-strategy.ts';

/** Time that looking up earlier runs may take, in milliseconds. What is not known by then is not used. */
const lookupMs = 1_500;

/** Makes plans by asking the run's models, within an {@link Allowance}. */
export class ModelPlanner implements Planner {
  readonly #options: ReasoningOptions;

  constructor(options: ReasoningOptions) {
    this.#options = options;
  }

  /** @throws PlanError, or whatever asking throws, when the strategy makes no plan. */
  async plan({ task, ask }: PlanRequest, call: CallContext): Promise<Plan> {
    const allowance = new Allowance(task.limits, this.#options.maxCalls);
    const { name, reason } = await this.#choose(task.text, allowance, call);
    const strategy = reason === '' ? name : `${name} (${reason})`;
    if (name === 'plain') return { ...planByRules(task.text), strategy };
    const steps = await runStrategy(strategies[name], { taskText: task.text, ask: allowance.bind(ask), call });
    return { strategy, steps: steps.map(({ title }) => ({ title })) };
  }

  async #choose(taskText: string, allowance: Allowance, call: CallContext): Promise<Choice> {
    const { strategy: wanted = 'auto' } = this.#options;
    const permits = (calls: number): boolean => allowance.permits(calls, taskText);
    if (wanted !== 'auto')
      return permits(strategies[wanted].calls) ? { name: wanted, reason: '' } : { name: 'plain', reason: beyondBudget(wanted) };
    const choice = chooseStrategy({ taskText, permits, remainingMs: call.remainingMs(), records: await this.#records(taskText, call) });
    return { ...choice, reason: `auto: ${choice.reason}` };
  }

  /** Looked up only where they can change the choice. */
  async #records(taskText: string, call: CallContext): Promise<readonly StrategyRecord[]> {
    const { earlierRuns } = this.#options;
    if (!earlierRuns || fittingStrategy(taskText).name === 'plain') return [];
    const options = { clock: systemClock, label: 'earlier runs', timeoutMs: lookupMs, call };
    const earlier = await withDeadline(earlierRuns, options).catch(() => []);
    call.signal.throwIfAborted();
    return recordsFor(taskText, earlier);
  }
}
