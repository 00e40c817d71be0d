import { ArtemisError, type StoredRun } from '@artemis/core';
import { loadSettings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { configuredModels, hostOf } from '../models/configured-models.ts';
import { noModelError } from '../models/no-model-error.ts';
import { executeFully } from '../run/execute-fully.ts';
import { refuseRun, strictExitCode, watchRun } from '../run/watch-run.ts';
import { canResume, openRunStore, statusOf } from '../runs/stored-runs.ts';
import { printRuns } from '../runs/print-runs.ts';
import { line, warning } from '../terminal/line.ts';

/** `artemis resume [run]`: goes on with a run; without one, lists those that can go on. */
export async function resume(invocation: Invocation, runId?: string): Promise<number> {
  if (runId === undefined) return listResumable(invocation);
  try {
    const stored = await openRunStore(invocation.folders).read(runId);
    return await goOn(invocation, stored);
  } catch (error) {
    return refuseRun(invocation, error);
  }
}

async function listResumable(invocation: Invocation): Promise<number> {
  const { terminal, folders, command, options } = invocation;
  const runs = (await openRunStore(folders).list()).filter(canResume);
  printRuns(runs, invocation);
  if (!options.json && runs.length > 0) terminal.err.print(line(`Go on with one: ${command} resume ${runs[0]?.runId ?? ''}`));
  return 0;
}

async function goOn(invocation: Invocation, stored: StoredRun): Promise<number> {
  const { options, env, folders } = invocation;
  if (!canResume(stored)) {
    throw new ArtemisError('ARTEMIS_E_NOTHING_TO_RESUME', `Run ${stored.runId} has ended: ${statusOf(stored)}.`, {
      hint: `See it with: artemis runs show ${stored.runId}`,
    });
  }
  const projectDir = stored.task?.projectDir ?? options.cwd;
  const settings = await loadSettings({ options, env, folders, projectDir });
  const models = configuredModels({ named: options.models, env, config: settings.models });
  const [first] = models;
  if (!first) throw await noModelError();
  const limits = Object.keys(settings.limits).length > 0 ? { limits: { ...stored.task?.limits, ...settings.limits } } : {};
  const end = await watchRun(invocation, {
    host: hostOf(first),
    begin: (execute, reporter) => {
      reporter.say(settings.warnings.map(warning));
      return executeFully(
        invocation,
        { settings, models, projectDir },
        (artemis, watched) => artemis.resume(stored.runId, { ...watched, ...limits }),
        execute,
        reporter,
      );
    },
  });
  return strictExitCode(end, settings.strict);
}
