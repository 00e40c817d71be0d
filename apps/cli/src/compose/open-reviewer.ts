import { FeatureFlags, type Artemis, type ModelSettings } from '@artemis/core';
import type { Settings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { warning } from '../terminal/line.ts';
import { openArtemis, refusedBy } from './open-artemis.ts';

const reason = 'artemis review';

/**
 * An Artemis that can review, and with `--checks` run compilers and linters, and nothing else: by the models, where there are any, or
 * by rules. Whatever flags and profiles say of runs: a review that is asked for by name takes place. Plugins that are not used are said.
 */
export async function openReviewer(invocation: Invocation, settings: Settings, models: readonly ModelSettings[]): Promise<Artemis> {
  const { options, terminal } = invocation;
  const flags = FeatureFlags.minimal(reason).with({ enableReview: true, enableBuild: options.switches.has('checks') }, reason);
  const run = { ...options.run, review: models.length > 0 ? ('model' as const) : ('rules' as const) };
  const artemis = await openArtemis(
    { ...invocation, options: { ...options, run } },
    { settings: { ...settings, flags, requested: [] }, models, projectDir: options.cwd },
  );
  terminal.err.print(...refusedBy(artemis).map(({ name, reason: why }) => warning(`plugin ${name} is not used: ${why}`)));
  return artemis;
}
