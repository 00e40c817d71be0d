import type { Patch } from '../../task/patch.ts';
import { beginOfAttempt, takeBackWork } from '../begin-of-attempt.ts';
import { developRequest, type DevelopInput } from '../develop-request.ts';
import { expectShape } from '../expect-shape.ts';
import { projectAtStage } from '../project-at-stage.ts';
import type { Run } from '../run.ts';
import { recordMissedTools } from '../tools-now.ts';
import { whileServing } from '../while-serving.ts';

/** Gets a patch from the developer, or from several. It may take what the run has left. */
export function developStage(run: Run, input: DevelopInput): Promise<Patch> {
  return run.stage('develop', input.attempt, Infinity, async (call) => {
    await beginOfAttempt(run, input.attempt);
    const project = await projectAtStage(run, input.attempt);
    const patch = await run.call(
      'supervision',
      async (developer, inner, { failures }) => {
        // Whoever was given up has left its work on the disk, and nobody speaks for it any more.
        if (failures.length > 0) await takeBackWork(run, input.attempt);
        return whileServing(run, inner, async (serving) =>
          expectShape('patch', await developer.develop(developRequest(run, { input, project }, serving), serving.call)),
        );
      },
      call,
    );
    await recordMissedTools(run, call);
    return patch;
  });
}
