import type { ModelSettings, TaskLimits } from '@artemis/core';
import type { Settings } from '../config/settings.ts';
import type { GlobalOptions } from '../global-options.ts';

/** What a run was told, and what it has. */
export interface Told {
  readonly options: GlobalOptions;
  readonly settings: Settings;
  readonly models: readonly ModelSettings[];
  readonly limits: TaskLimits;
}

/** What was asked for and cannot hold in this run, a sentence each. Nobody shall rely on it. */
export function withoutEffect({ options: { run }, settings, models, limits }: Told): readonly string[] {
  const unpriced = models.filter(({ price }) => price === undefined).map(({ model }) => model);
  const noBuild = settings.flags.enableBuild ? [] : buildOptions.filter(([key]) => run.build[key] !== undefined).map(([, name]) => name);
  const off = [
    ...(settings.flags.enableSupervision || run.team === undefined
      ? []
      : [`Supervision is switched off (${settings.flags.evaluate('enableSupervision').source}), so one developer does the task.`]),
    ...(settings.flags.enableReview || run.review === undefined ? [] : ['The review is switched off, so --review has no effect.']),
    ...(settings.flags.enableReasoning || run.strategy === undefined ? [] : ['Reasoning is switched off, so --strategy has no effect.']),
  ];
  const minimal = settings.minimal ? modelOptions.filter(([key]) => run[key] !== undefined).map(([, name]) => name) : [];
  return [
    ...off,
    ...(limits.maxCostUsd !== undefined && unpriced.length > 0
      ? [`The price of ${unpriced.join(', ')} is not known, so what its calls cost is not counted and the limit on money does not hold.`]
      : []),
    ...(noBuild.length > 0 ? [`The build is switched off, so ${noBuild.join(', ')} has no effect.`] : []),
    ...(minimal.length > 0 ? [`Minimal mode asks one model only, so ${minimal.join(', ')} has no effect.`] : []),
  ];
}

const buildOptions = [
  ['sandbox', '--sandbox'],
  ['allowUnsandboxed', '--allow-unsandboxed'],
  ['mutate', '--mutate'],
] as const;
const modelOptions = [
  ['fallback', '--fallback'],
  ['minTier', '--min-tier'],
  ['cache', '--cache'],
  ['hedge', '--hedge'],
] as const;
