import { PlanError } from '../plan-error.ts';
import { usableSteps } from '../rules/usable-steps.ts';
import type { Move, Strategy } from '../strategy/strategy.ts';
import { askForSteps, type Asking } from './ask-for-steps.ts';
import { mostAgreed } from './most-agreed.ts';
import type { DraftStep } from './draft-step.ts';

/** Plays the moves of a strategy, one after the other. @throws PlanError `ARTEMIS_E_PLAN_UNUSABLE`, or whatever asking throws. */
export async function runStrategy(strategy: Strategy, asking: Asking): Promise<readonly DraftStep[]> {
  let steps: readonly DraftStep[] = [];
  for (const move of strategy.moves) steps = await play(move, steps, asking);
  const usable = usableSteps(steps);
  if (usable.length === 0) throw new PlanError('ARTEMIS_E_PLAN_UNUSABLE', `The strategy "${strategy.name}" made no step.`);
  return usable;
}

function play(move: Move, steps: readonly DraftStep[], asking: Asking): Promise<readonly DraftStep[]> {
  switch (move.kind) {
    case 'draft':
      return draft(move.prompts, asking);
    case 'revise':
      return askForSteps(move.prompt, asking, steps);
    case 'expand':
      return expand(move.prompt, steps, asking);
    case 'tests-first':
      return Promise.resolve(testsFirst(steps));
  }
}

/** One draft that can be used is enough. */
async function draft(prompts: readonly string[], asking: Asking): Promise<readonly DraftStep[]> {
  const drafts = await Promise.allSettled(prompts.map((prompt) => askForSteps(prompt, asking)));
  const usable = drafts.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = drafts.find((outcome) => outcome.status === 'rejected');
  if (usable.length === 0 && failed) throw failed.reason;
  return mostAgreed(usable);
}

/** A part whose own plan cannot be had stays one step. */
async function expand(prompt: string, parts: readonly DraftStep[], asking: Asking): Promise<readonly DraftStep[]> {
  const plans = await Promise.allSettled(parts.map((part) => askForSteps(prompt, asking, [part])));
  asking.call.signal.throwIfAborted();
  return parts.flatMap((part, index) => {
    const plan = plans[index];
    if (plan?.status !== 'fulfilled') return [part];
    return plan.value.map((step) => ({ ...step, title: `${part.title.replace(/[.:]$/, '')}: ${step.title}` }));
  });
}

function testsFirst(steps: readonly DraftStep[]): readonly DraftStep[] {
  const { tests = [], others = [] } = Object.groupBy(steps, ({ test }) => (test ? 'tests' : 'others'));
  if (tests.length === 0) throw new PlanError('ARTEMIS_E_PLAN_UNUSABLE', 'The plan was to begin with tests and has none.');
  return [...tests, ...others];
}
