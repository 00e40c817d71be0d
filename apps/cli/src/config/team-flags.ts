import type { FeatureFlags } from '@artemis/core';
import type { SettingsSources } from './settings.ts';

/** Says that this Artemis works for another one, as a developer of its. */
export const wrappedVariable = 'ARTEMIS_WRAPPED';

/** The flags as the command line wants them where it says who shall work. One that works for another Artemis employs nobody. */
export function teamFlags(flags: FeatureFlags, { options, env }: Pick<SettingsSources, 'options' | 'env'>): FeatureFlags {
  const { team } = options.run;
  if ((env[wrappedVariable] ?? '') !== '') return flags.with({ enableSupervision: false }, wrappedVariable);
  if (team === undefined || !flags.enableSupervision) return flags;
  const source = team.developers === undefined ? `--${team.mode}` : '--developers';
  return flags.with({ enableParallelAgents: team.developers !== 1, enableArbitration: team.mode !== 'first' }, source);
}
