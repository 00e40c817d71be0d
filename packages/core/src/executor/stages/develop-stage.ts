import type { Feedback } from '../../capability/supervision.ts';
import type { Patch } from '../../task/patch.ts';
import type { Plan } from '../../task/plan.ts';
import type { Run } from '../run.ts';
import type { DeveloperContext } from './context-stage.ts';

/** What one attempt at the task is given. */
export interface DevelopInput extends DeveloperContext {
  readonly plan: Plan;
  /** From 1. */
  readonly attempt: number;
  readonly feedback?: Feedback;
}

/** Gets a patch from the developer, or from several. It may take what the run has left. */
export function developStage(run: Run, input: DevelopInput): Promise<Patch> {
  return run.stage('develop', input.attempt, Infinity, async (call) => {
    const tools = await run.call('mcp', (source, inner) => source.tools(inner), call);
    const request = { ...input, task: run.task, project: run.workspace, tools, ask: run.ask };
    return run.call('supervision', (developer, inner) => developer.develop(request, inner), call);
  });
}
