import { MinimalArtemis, type ExecuteOptions, type ModelSettings, type RunResult, type Task } from '@artemis/core';

/** What a minimal run needs. */
export interface MinimalRun {
  readonly task: Task;
  readonly model: ModelSettings;
  readonly stateDir: string;
}

/** Does a task with one model and the workspace. No optional package is loaded. */
export async function executeMinimal({ task, model, stateDir }: MinimalRun, execute: ExecuteOptions): Promise<RunResult> {
  const minimal = new MinimalArtemis({ projectDir: task.projectDir, model, stateDir });
  const { run } = await minimal.executeTask(task.text, { ...execute, ...(task.limits && { limits: task.limits }) });
  return run;
}
