import type { ExecuteOptions, RunResult, Task, TaskLimits } from '@artemis/core';
import { loadSettings } from '../../config/settings.ts';
import type { Invocation } from '../../invocation.ts';
import { configuredModels } from '../../models/configured-models.ts';
import { noModelError } from '../../models/no-model-error.ts';
import { executeFully } from '../../run/execute-fully.ts';
import { executeMinimal } from '../../run/execute-minimal.ts';
import { RunReporter } from '../../run/run-reporter.ts';
import { secretsOf } from '../../secrets-in.ts';
import { warning } from '../../terminal/line.ts';
import type { TaskOrder } from './task-order.ts';

/** Does a task as `artemis run` would in its folder. What there is to say goes to stderr: stdout belongs to the protocol. */
export async function doTask(invocation: Invocation, order: TaskOrder, execute: ExecuteOptions): Promise<RunResult> {
  const { options, env, folders, terminal } = invocation;
  const { text, projectDir } = order;
  const settings = await loadSettings({ options, env, folders, projectDir });
  const models = configuredModels({ named: options.models, env, ...settings.models });
  const [first] = models;
  if (!first) throw await noModelError();
  terminal.hide(secretsOf(models));
  terminal.err.print(...settings.warnings.map(warning));
  const task: Task = { text, projectDir, limits: lowered(settings.limits, order) };
  if (settings.minimal) return executeMinimal({ task, model: first, stateDir: folders.state }, execute);
  const reporter = new RunReporter(invocation);
  try {
    return await executeFully(
      invocation,
      { settings, models, projectDir },
      (artemis, watched) => artemis.executeTask(task, watched),
      execute,
      reporter,
    );
  } finally {
    reporter.close();
  }
}

/** Who orders a task may ask for less than the user allows, not for more. */
function lowered(limits: TaskLimits, { timeoutMs, maxCostUsd }: TaskOrder): TaskLimits {
  return {
    ...limits,
    ...(timeoutMs !== undefined && { timeoutMs: Math.min(timeoutMs, limits.timeoutMs ?? defaultTimeoutMs) }),
    ...(maxCostUsd !== undefined && { maxCostUsd: Math.min(maxCostUsd, limits.maxCostUsd ?? Infinity) }),
  };
}

const defaultTimeoutMs = 1_800_000;
