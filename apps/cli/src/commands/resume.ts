import { toWire, type Artemis, type ExecuteOptions, type RunResult, type StampedEvent, type StoredRun } from '@artemis/core';
import { withoutHurry } from '../config/merge-limits.ts';
import { loadSettings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { configuredModels, hostOf } from '../models/configured-models.ts';
import { noModelError } from '../models/no-model-error.ts';
import { executeFully } from '../run/execute-fully.ts';
import { checkRequiredReview } from '../run/required-review.ts';
import { modelPolicy } from '../run/model-policy.ts';
import { strictExitCode, watchRun } from '../run/watch-run.ts';
import { withoutEffect } from '../run/without-effect.ts';
import { canResume, openRunStore, statusOf } from '../runs/stored-runs.ts';
import { printRuns } from '../runs/print-runs.ts';
import { line } from '../terminal/line.ts';

/** `artemis resume [run]`: goes on with a run; without one, lists those that can go on. */
export async function resume(invocation: Invocation, runId?: string): Promise<number> {
  if (runId === undefined) return listResumable(invocation);
  const { options, env, folders } = invocation;
  const { requireReview } = options.run;
  const ended = await endOf(invocation, runId);
  if (ended) return sayEnded(invocation, ended);
  let strict = false;
  const end = await watchRun(invocation, {
    async begin(execute, reporter) {
      const stored = await openRunStore(folders).read(runId);
      const projectDir = stored.task?.projectDir ?? options.cwd;
      // Who works was said when the run began: others would ask other questions.
      const team = stored.task?.team ?? options.run.team;
      const employing = { ...options, run: { ...options.run, ...(team && { team }) } };
      const settings = await loadSettings({ options: employing, env, folders, projectDir });
      const models = configuredModels({ named: options.models, env, ...settings.models });
      checkRequiredReview(options, settings);
      const [first] = models;
      if (!first) throw await noModelError();
      ({ strict } = settings);
      using policy = modelPolicy(invocation, reporter);
      const said = { ...stored.task?.limits, ...settings.limits };
      const limits = options.run.wait ? withoutHurry(said) : said;
      reporter.introduce(hostOf(first), [
        ...settings.warnings,
        ...policy.warnings,
        ...withoutEffect({ options, settings, models, limits }),
      ]);
      const goOn = (artemis: Artemis, watched: ExecuteOptions): Promise<RunResult> =>
        artemis.resume(runId, { ...watched, limits, ...(requireReview && { requireReview }) });
      return await executeFully(invocation, { settings, models, projectDir, policy }, goOn, execute, reporter);
    },
  });
  return strictExitCode(end, strict);
}

async function listResumable(invocation: Invocation): Promise<number> {
  const { terminal, folders, command, options } = invocation;
  const runs = (await openRunStore(folders).list()).filter(canResume);
  printRuns(runs, invocation);
  if (!options.json && runs.length > 0) terminal.err.print(line(`Go on with one: ${command} resume ${runs[0]?.runId ?? ''}`));
  return 0;
}

/** The end of a run there is nothing left to do for; `null` where there is, or where the run cannot be read. */
async function endOf({ folders, options }: Invocation, runId: string): Promise<StoredRun | null> {
  const stored = await openRunStore(folders)
    .read(runId)
    .catch(() => null);
  const lacksReview = options.run.requireReview && stored?.result?.review?.status !== 'approved';
  return stored && stored.task !== null && !canResume(stored) && !lacksReview ? stored : null;
}

/** To go on with a run that has come to its end is to do nothing. */
async function sayEnded(invocation: Invocation, run: StoredRun): Promise<number> {
  const { terminal, options, command } = invocation;
  terminal.err.print(
    line(`Run ${run.runId} has ended: ${statusOf(run)}. Nothing is left to do. See it with: ${command} runs show ${run.runId}`),
  );
  if (options.json) terminal.out.json(toWire(await lastEvent(invocation, run.runId)));
  return 0;
}

async function lastEvent({ folders }: Invocation, runId: string): Promise<StampedEvent | undefined> {
  let last: StampedEvent | undefined;
  for await (const event of openRunStore(folders).events(runId)) last = event;
  return last;
}
