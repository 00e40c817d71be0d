import type { Patch } from '../../task/patch.ts';
import { developRequest, type DevelopInput } from '../develop-request.ts';
import { expectShape, expectTools } from '../expect-shape.ts';
import { projectAtStage } from '../project-at-stage.ts';
import { rememberedTools } from '../remembered-tools.ts';
import type { Run } from '../run.ts';
import { whileServing } from '../while-serving.ts';

/** Gets a patch from the developer, or from several. It may take what the run has left. */
export function developStage(run: Run, input: DevelopInput): Promise<Patch> {
  return run.stage('develop', input.attempt, Infinity, async (call) => {
    const offered = await run.call('mcp', async (source, inner) => expectTools(await source.tools(inner)), call);
    const project = await projectAtStage(run, input.attempt);
    const surroundings = { input, project, tools: rememberedTools(run, input.attempt, offered) };
    return run.call(
      'supervision',
      (developer, inner) =>
        whileServing(run, inner, async (serving) =>
          expectShape('patch', await developer.develop(developRequest(run, surroundings, serving), serving.call)),
        ),
      call,
    );
  });
}
