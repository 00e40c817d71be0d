import type { BuildBaseline } from '../../capability/build.ts';
import type { DevelopRequest, Feedback } from '../../capability/supervision.ts';
import type { Patch } from '../../task/patch.ts';
import type { Plan } from '../../task/plan.ts';
import { expectShape, expectTools } from '../expect-shape.ts';
import { projectAtStage } from '../project-at-stage.ts';
import { rememberedTools } from '../remembered-tools.ts';
import type { Run } from '../run.ts';
import { checkPatch } from '../check-patch.ts';
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
    const request: DevelopRequest = {
      ...input,
      task: run.task,
      project: await projectAtStage(run, input.attempt),
      tools: rememberedTools(run, input.attempt, tools),
      ask: run.ask,
      check: (patch, inner) => checkPatch(run, input.baseline, patch, inner),
      report: (event) => run.emit(event),
    };
    return run.call('supervision', async (developer, inner) => expectShape('patch', await developer.develop(request, inner)), call);
  });
}
