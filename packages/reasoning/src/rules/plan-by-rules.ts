import type { Plan } from '@artemis/core';
import { taskParts } from './task-parts.ts';
import { usableSteps } from './usable-steps.ts';

/** The plan that needs no model: one step for each entry of the list in the task, or the task itself as the only step. */
export function planByRules(taskText: string): Plan {
  const steps = usableSteps(taskParts(taskText).map((title) => ({ title })));
  if (steps.length > 1) return { strategy: `plain (${steps.length} entries of a list)`, steps };
  const [only = { title: 'Do the task.' }] = usableSteps([{ title: taskText.trim().split('\n', 1)[0] ?? '' }]);
  return { strategy: 'plain', steps: [only] };
}
