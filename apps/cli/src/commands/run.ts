import { ArtemisError, type ModelSettings, type Task } from '@artemis/core';
import { withoutHurry } from '../config/merge-limits.ts';
import { loadSettings, type Settings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { configuredModels, hostOf } from '../models/configured-models.ts';
import { modelPolicy } from '../run/model-policy.ts';
import { executeMinimal } from '../run/execute-minimal.ts';
import { checkRequiredReview } from '../run/required-review.ts';
import type { RunOptions } from '../run-options.ts';
import { strictExitCode, watchRun } from '../run/watch-run.ts';
import { withoutEffect } from '../run/without-effect.ts';
import { secretsOf } from '../secrets-in.ts';

/** `artemis run`: does a task in the project folder. */
export async function run(invocation: Invocation, ...words: string[]): Promise<number> {
  const text = words.join(' ');
  const { options, terminal, folders } = invocation;
  let strict = false;
  const end = await watchRun(invocation, {
    async begin(execute, reporter) {
      const { settings, models, first } = await prepare(invocation, text);
      ({ strict } = settings);
      terminal.hide(secretsOf(models));
      using policy = modelPolicy(invocation, reporter);
      const limits = options.run.wait ? withoutHurry(settings.limits) : settings.limits;
      reporter.introduce(hostOf(first), [
        ...settings.warnings,
        ...policy.warnings,
        ...withoutEffect({ options, settings, models, limits }),
      ]);
      const projectDir = options.cwd;
      const task: Task = { text, projectDir, limits, ...demands(options.run) };
      if (settings.minimal) return await executeMinimal({ task, model: first, stateDir: folders.state }, execute);
      const { executeFully } = await import('../run/execute-fully.ts');
      return await executeFully(
        invocation,
        { settings, models, projectDir, policy },
        (artemis, watched) => artemis.executeTask(task, watched),
        execute,
        reporter,
      );
    },
  });
  return strictExitCode(end, strict);
}

interface Prepared {
  readonly settings: Settings;
  readonly models: readonly ModelSettings[];
  /** The model that is asked first. */
  readonly first: ModelSettings;
}

async function prepare({ options, env, folders }: Invocation, text: string): Promise<Prepared> {
  if (text.trim() === '') throw emptyTask();
  const settings = await loadSettings({ options, env, folders, projectDir: options.cwd });
  // A lock that holds nothing must not pass for one.
  if (settings.minimal && options.run.lockTests) throw nothingLocks();
  checkRequiredReview(options, settings);
  const configured = configuredModels({ named: options.models, env, ...settings.models });
  // Other vendors are plugins, and minimal mode loads none.
  const models = settings.minimal ? configured.filter(({ vendor }) => vendor === 'openai') : configured;
  const [first] = models;
  if (first) return { settings, models, first };
  if (configured.length > 0) throw noMinimalModel(configured);
  const { noModelError } = await import('../models/no-model-error.ts');
  throw await noModelError();
}

/** What the run must keep to beside its limits. */
const demands = ({ lockTests, requireReview, team }: RunOptions): Pick<Task, 'lockTests' | 'requireReview' | 'team'> => ({
  ...(lockTests && { lockTests }),
  ...(requireReview && { requireReview }),
  ...(team && { team }),
});

const emptyTask = (): ArtemisError =>
  new ArtemisError('ARTEMIS_E_USAGE', 'The task is empty.', { hint: 'Say what to do: artemis run "Add a slugify function with tests"' });

const nothingLocks = (): ArtemisError =>
  new ArtemisError('ARTEMIS_E_USAGE', 'Minimal mode knows no tests, so it cannot lock them.', {
    hint: 'Choose another profile, or leave --lock-tests out.',
  });

const noMinimalModel = (models: readonly ModelSettings[]): ArtemisError =>
  new ArtemisError(
    'ARTEMIS_E_USAGE',
    `Minimal mode speaks OpenAI's API only, and ${models.map(({ model }) => model).join(', ')} does not.`,
    {
      hint: 'Name another model, or choose another profile.',
    },
  );
