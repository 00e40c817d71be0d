import type { TaskLimits } from '@artemis/core';
import type { ConfiguredLimits } from './config.ts';
import { parseDuration, parseWait } from './duration.ts';
import type { ConfigLayer } from './layers.ts';

/** What holds where nobody has said a limit: a project that is not trusted may not raise these either. */
export const defaultLimits = { timeoutMs: 1_800_000, patienceMs: 120_000, maxAttempts: 3 } as const satisfies TaskLimits;

/** Limits from all files, and what was not taken from them. */
export interface MergedLimits {
  readonly limits: TaskLimits;
  readonly warnings: readonly string[];
}

/** The limits of all files, weakest first. What somebody else has written into a project lowers limits only: they guard the user's money. */
export function mergeLimits(layers: readonly ConfigLayer[]): MergedLimits {
  let limits: TaskLimits = {};
  const warnings: string[] = [];
  for (const { file, config, trusted } of layers) {
    const wanted = Object.entries(toTaskLimits(config.limits ?? {})) as [keyof TaskLimits, number][];
    const below: TaskLimits = { ...defaultLimits, ...limits };
    const raised = trusted ? [] : wanted.filter(([name, value]) => value > (below[name] ?? Infinity));
    limits = { ...limits, ...Object.fromEntries(wanted.filter((entry) => !raised.includes(entry))) };
    if (raised.length > 0)
      warnings.push(`${file} wants a higher ${raised.map(([name]) => written[name]).join(', ')}, which counts only in a trusted project.`);
  }
  return { limits, warnings };
}

/** Limits with which a question waits for a model as long as the run may take. */
export const withoutHurry = (limits: TaskLimits): TaskLimits => ({ ...limits, patienceMs: limits.timeoutMs ?? defaultLimits.timeoutMs });

const written: Readonly<Record<keyof TaskLimits, string>> = {
  timeoutMs: 'timeout',
  patienceMs: 'patience',
  maxAttempts: 'max_attempts',
  maxCostUsd: 'max_cost_usd',
  maxTokens: 'max_tokens',
  maxCalls: 'max_calls',
};

function toTaskLimits({ timeout, patience, ...numbers }: ConfiguredLimits): TaskLimits {
  const timeoutMs = timeout === undefined ? null : parseDuration(timeout);
  const patienceMs = patience === undefined ? null : parseWait(patience);
  const given = Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)) as TaskLimits;
  return { ...given, ...(timeoutMs !== null && { timeoutMs }), ...(patienceMs !== null && { patienceMs }) };
}
