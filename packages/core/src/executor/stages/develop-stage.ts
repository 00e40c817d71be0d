import type { BuildBaseline } from '../../capability/build.ts';
import type { DeveloperEvent, DevelopRequest, Feedback } from '../../capability/supervision.ts';
import type { Patch } from '../../task/patch.ts';
import type { Plan } from '../../task/plan.ts';
import { expectShape, expectTools } from '../expect-shape.ts';
import { projectAtStage } from '../project-at-stage.ts';
import { rememberedTools } from '../remembered-tools.ts';
import type { Run } from '../run.ts';
import { checkPatch } from '../check-patch.ts';
import { plainCopy } from '../plain-copy.ts';
import { whileServing, type Serving } from '../while-serving.ts';
import type { DeveloperContext } from './context-stage.ts';

/** What one attempt at the task is given. */
export interface DevelopInput extends DeveloperContext {
  readonly plan: Plan;
  readonly baseline: BuildBaseline;
  /** From 1. */
  readonly attempt: number;
  readonly feedback?: Feedback;
}

/** Gets a patch from the developer, or from several. It may take what the run has left. */
export function developStage(run: Run, input: DevelopInput): Promise<Patch> {
  return run.stage('develop', input.attempt, Infinity, async (call) => {
    const tools = await run.call('mcp', async (source, inner) => expectTools(await source.tools(inner)), call);
    const project = await projectAtStage(run, input.attempt);
    const remembered = rememberedTools(run, input.attempt, tools);
    const request = (serving: Serving): DevelopRequest => ({
      ...input,
      task: run.task,
      project,
      tools: remembered.map((tool) => ({ ...tool, run: serving.bound((given, inner) => tool.run(given, inner)) })),
      ask: serving.bound(run.ask),
      check: serving.bound((patch, inner) => checkPatch(run, input.baseline, expectShape('patch', patch), inner)),
      report: (event) => {
        if (!serving.isOver() && isDeveloperEvent(event)) run.emit(event);
      },
    });
    return run.call(
      'supervision',
      (developer, inner) =>
        whileServing(run, inner, async (serving) => expectShape('patch', await developer.develop(request(serving), serving.call))),
      call,
    );
  });
}

const spoken: ReadonlySet<unknown> = new Set<DeveloperEvent['type']>([
  'tool.started',
  'tool.completed',
  'answer.repaired',
  'warning.raised',
]);

/** A developer of a plugin may say anything; only what it is there to say, and what can be written, gets on record. */
const isDeveloperEvent = (event: DeveloperEvent): boolean => {
  const copy = plainCopy(event);
  return typeof copy === 'object' && copy !== null && 'type' in copy && spoken.has(copy.type);
};
