import type { Strategy } from './strategy.ts';
import type { StrategyName } from './strategy-name.ts';

const ask = 'Plan how to do the task below in this project. Name the files or functions each step is about, as far as the task says.';

/** Every strategy, by name. */
export const strategies: { readonly [N in StrategyName]: Strategy & { readonly name: N } } = {
  plain: { name: 'plain', calls: 0, rounds: 0, moves: [] },
  'plan-then-code': { name: 'plan-then-code', calls: 1, rounds: 1, moves: [{ kind: 'draft', prompts: [ask] }] },
  'test-first': {
    name: 'test-first',
    calls: 1,
    rounds: 1,
    moves: [
      {
        kind: 'draft',
        prompts: [`${ask} Begin with the tests that fail today and pass when the task is done; mark these steps with "test": true.`],
      },
      { kind: 'tests-first' },
    ],
  },
  'self-check': {
    name: 'self-check',
    calls: 2,
    rounds: 2,
    moves: [
      { kind: 'draft', prompts: [ask] },
      {
        kind: 'revise',
        prompt:
          'Check the plan against the task: is anything that the task asks for missing, is a step superfluous, is the order wrong, is there no test? Answer with the corrected plan.',
      },
    ],
  },
  'several-drafts': {
    name: 'several-drafts',
    calls: 3,
    rounds: 1,
    moves: [
      {
        kind: 'draft',
        prompts: [
          `${ask} Prefer the smallest change that does the whole task.`,
          `${ask} Think first of what could go wrong, and plan for it.`,
          `${ask} Think first of how each part will be tested.`,
        ],
      },
    ],
  },
  decompose: {
    name: 'decompose',
    calls: 4,
    rounds: 2,
    moves: [
      {
        kind: 'draft',
        prompts: ['Split the task below into two to four parts that can be done one after the other. One step for each part.'],
      },
      { kind: 'expand', prompt: 'Plan only this part of the task, in one to four steps. The other parts are planned elsewhere.' },
    ],
  },
};
