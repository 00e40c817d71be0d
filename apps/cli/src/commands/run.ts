import { ArtemisError, type ModelSettings } from '@artemis/core';
import { loadSettings, type Settings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { configuredModels, hostOf } from '../models/configured-models.ts';
import { warning } from '../terminal/line.ts';
import { executeMinimal } from '../run/execute-minimal.ts';
import { refuseRun, strictExitCode, watchRun } from '../run/watch-run.ts';

/** `artemis run`: does a task in the project folder. */
export async function run(invocation: Invocation, text = ''): Promise<number> {
  const { options, folders } = invocation;
  const projectDir = options.cwd;
  const prepared = await prepare(invocation, text).catch((error: unknown) => ({ error }));
  if ('error' in prepared) return refuseRun(invocation, prepared.error);
  const { settings, models, first } = prepared;
  const task = { text, projectDir, limits: settings.limits };
  const end = await watchRun(invocation, {
    host: hostOf(first),
    begin: async (execute, reporter) => {
      reporter.say(settings.warnings.map(warning));
      if (settings.minimal) return executeMinimal({ task, model: first, stateDir: folders.state }, execute);
      const { executeFully } = await import('../run/execute-fully.ts');
      return executeFully(
        invocation,
        { settings, models, projectDir },
        (artemis, watched) => artemis.executeTask(task, watched),
        execute,
        reporter,
      );
    },
  });
  return strictExitCode(end, settings.strict);
}

interface Prepared {
  readonly settings: Settings;
  readonly models: readonly ModelSettings[];
  readonly first: ModelSettings;
}

async function prepare({ options, env, folders }: Invocation, text: string): Promise<Prepared> {
  if (text.trim() === '')
    throw new ArtemisError('ARTEMIS_E_USAGE', 'The task is empty.', {
      hint: 'Say what to do: artemis run "Add a slugify function with tests"',
    });
  const settings = await loadSettings({ options, env, folders, projectDir: options.cwd });
  const models = configuredModels({ named: options.models, env, config: settings.models });
  const [first] = models;
  if (first) return { settings, models, first };
  const { noModelError } = await import('../models/no-model-error.ts');
  throw await noModelError();
}
