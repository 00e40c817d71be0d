import type { StructuredQuestion } from '@artemis/core';
import { usableSteps } from '../rules/usable-steps.ts';
import type { DraftStep } from './draft-step.ts';

type Schema = Awaited<ReturnType<StructuredQuestion<readonly DraftStep[]>['schema']>>;

const mostSteps = 40;

/** A plan as a model writes it. What is no list of different steps does not fit, and is said to the model. */
export const stepsSchema: Schema = {
  '~standard': {
    version: 1,
    vendor: '@artemis/reasoning',
    validate(answer) {
      const listed = listIn(answer);
      if (listed === undefined) return objection('must be a list of objects with a "title"');
      const steps = listed.map(stepOf).filter((step) => step !== undefined);
      const usable = usableSteps(steps);
      if (listed.length > mostSteps) return objection(`has ${listed.length} entries; at most ${mostSteps}`);
      if (usable.length === 0) return objection('has no step with a title');
      if (usable.length * 2 < listed.length) return objection('has mostly steps that are empty or repeat others');
      return { value: usable };
    },
  },
};

const objection = (message: string) => ({ issues: [{ message, path: ['steps'] }] });

function listIn(answer: unknown): readonly unknown[] | undefined {
  const steps = typeof answer === 'object' && answer !== null && 'steps' in answer ? answer.steps : undefined;
  return Array.isArray(steps) ? steps : undefined;
}

/** Small models leave the object out and write the sentence alone. */
function stepOf(entry: unknown): DraftStep | undefined {
  if (typeof entry === 'string') return { title: entry };
  if (typeof entry !== 'object' || entry === null || !('title' in entry) || typeof entry.title !== 'string') return undefined;
  return 'test' in entry && entry.test === true ? { title: entry.title, test: true } : { title: entry.title };
}
