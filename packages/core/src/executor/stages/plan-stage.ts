import type { Plan } from '../../task/plan.ts';
import { expectShape } from '../expect-shape.ts';
import type { Run } from '../run.ts';
import { whileServing } from '../while-serving.ts';

const timeoutMs = 120_000;

/** Turns the task into steps. Whatever happens to the planner, there is a plan of at least one step. */
export async function planStage(run: Run): Promise<Plan> {
  const plan = await run.stage('plan', 1, timeoutMs, (call) =>
    run.call(
      'reasoning',
      (planner, inner) =>
        whileServing(run, inner, async (serving) =>
          expectShape('plan', await planner.plan({ task: run.task, ask: serving.bound(run.ask) }, serving.call)),
        ),
      call,
    ),
  );
  run.emit({ type: 'plan.made', plan });
  return plan;
}
