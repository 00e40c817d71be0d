import type { CallContext } from '../resilience/call-context.ts';
import type { Plan } from '../task/plan.ts';
import type { Task } from '../task/task.ts';
import type { AskModel } from './llm.ts';

/** What a planner may use. */
export interface PlanRequest {
  readonly task: Task;
  /** Asks the run's model. Calls are journaled, budgeted and guarded. */
  readonly ask: AskModel;
}

/** The `reasoning` capability: turns a task into steps. */
export interface Planner {
  plan(request: PlanRequest, call: CallContext): Promise<Plan>;
}
