import type { BuildBaseline } from '../capability/build.ts';
import type { DeveloperEvent, DevelopRequest, Feedback, ProjectView } from '../capability/supervision.ts';
import type { Plan } from '../task/plan.ts';
import { Branches } from './branches.ts';
import { checkPatch } from './check-patch.ts';
import { doneOnce } from './done-once.ts';
import { expectShape } from './expect-shape.ts';
import { plainCopy } from './plain-copy.ts';
import type { Run } from './run.ts';
import type { DeveloperContext } from './stages/context-stage.ts';
import { boundTools } from './bound-tools.ts';
import type { Serving } from './while-serving.ts';

/** What one attempt at the task is given. */
export interface DevelopInput extends DeveloperContext {
  readonly plan: Plan;
  readonly baseline: BuildBaseline;
  /** From 1. */
  readonly attempt: number;
  readonly feedback?: Feedback;
}

/** What a developer of an attempt works with. */
export interface Surroundings {
  readonly input: DevelopInput;
  /** The project as it was when the attempt began. */
  readonly project: ProjectView;
}

/** The request to a developer, for as long as it serves and no longer. */
export function developRequest(run: Run, { input, project }: Surroundings, serving: Serving): DevelopRequest {
  const request: Omit<DevelopRequest, 'branch'> = {
    ...input,
    task: run.task,
    project,
    tools: boundTools(run.tools.open(input.attempt, ''), serving),
    ask: serving.bound(run.ask),
    check: serving.bound((patch, inner) => checkPatch(run, input.baseline, expectShape('patch', patch), inner)),
    report: (event) => {
      if (!serving.isOver() && isDeveloperEvent(event)) run.emit(event);
    },
    models: run.rules.fallback.names,
    once: doneOnce(run, String(input.attempt), serving),
  };
  const branches = new Branches({ run, request, baseline: input.baseline, serving });
  return { ...request, branch: (options) => branches.open(options) };
}

const spoken: ReadonlySet<unknown> = new Set<DeveloperEvent['type']>([
  'tool.started',
  'tool.completed',
  'answer.repaired',
  'warning.raised',
  'developer.started',
  'developer.ended',
  'developer.chosen',
]);

/** A developer of a plugin may say anything; only what it is there to say, and what can be written, gets on record. */
const isDeveloperEvent = (event: DeveloperEvent): boolean => {
  const copy = plainCopy(event);
  return typeof copy === 'object' && copy !== null && 'type' in copy && spoken.has(copy.type);
};
