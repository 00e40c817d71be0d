import { definePlugin, InvalidOptionError, type Plugin } from '@artemis/core';
import { ModelPlanner } from './planner/model-planner.ts';
import type { ReasoningOptions } from './reasoning-options.ts';
import { rulePlanner } from './rules/rule-planner.ts';
import { strategyNames } from './strategy/strategy-name.ts';

const defaultTimeoutMs = 45_000;

/**
 * The reasoning plugin: registers strategies that ask the run's models, and below them the plan by rules, which asks nobody.
 * A strategy that fails, hangs or answers nonsense costs its time and calls, never the run.
 *
 * @throws InvalidOptionError `ARTEMIS_E_INVALID_OPTION` from its setup, for a strategy that is not known.
 */
export default function reasoningPlugin(options: ReasoningOptions = {}): Plugin {
  return definePlugin({
    name: '@artemis/reasoning',
    apiVersion: 1,
    setup(host) {
      const { strategy = 'auto' } = options;
      if (strategy !== 'auto' && !strategyNames.includes(strategy))
        throw new InvalidOptionError('strategy', `auto, ${strategyNames.join(', ')}`, strategy);
      host.register('reasoning', {
        primary: { name: 'strategies', create: () => new ModelPlanner(options), timeoutMs: options.timeoutMs ?? defaultTimeoutMs },
        fallback: { name: 'plain-plan', create: () => rulePlanner },
      });
    },
  });
}
