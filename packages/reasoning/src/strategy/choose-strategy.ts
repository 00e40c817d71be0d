import { fittingStrategy, type Choice } from './fitting-strategy.ts';
import { lowerBound } from './lower-bound.ts';
import { strategies } from './strategies.ts';
import type { StrategyName } from './strategy-name.ts';
import type { StrategyRecord } from './strategy-record.ts';

/** What a choice is made from. */
export interface Situation {
  readonly taskText: string;
  /** Whether a plan may take this many calls. */
  readonly permits: (calls: number) => boolean;
  /** Time a plan may take, in milliseconds. */
  readonly remainingMs: number;
  readonly records: readonly StrategyRecord[];
}

/** Time one call is expected to take, in milliseconds. */
const callMs = 10_000;

/** Picks the strategy that fits the task, then a cheaper one as long as the run cannot afford it or it has not paid. */
export function chooseStrategy(situation: Situation): Choice {
  const fitting = fittingStrategy(situation.taskText);
  const cheaper: readonly StrategyName[] = [fitting.name, 'plan-then-code'];
  const objections = cheaper.map((name) => objectionTo(name, situation));
  const place = objections.indexOf(undefined);
  const name = cheaper[place] ?? 'plain';
  return { name, reason: place === 0 ? fitting.reason : `${fitting.reason}; ${objections[0]}` };
}

/** That a strategy needs more calls than a plan may take. */
export const beyondBudget = (name: StrategyName): string =>
  `no budget for ${strategies[name].calls} ${strategies[name].calls === 1 ? 'call' : 'calls'} of ${name}`;

function objectionTo(name: StrategyName, { permits, remainingMs, records }: Situation): string | undefined {
  const { calls, rounds } = strategies[name];
  if (!permits(calls)) return beyondBudget(name);
  if (remainingMs < rounds * callMs) return `no time for ${name}`;
  return boundOf(name, records) < boundOf('plain', records) ? `${name} was not shown to be as good as plain` : undefined;
}

/** What is not on record has not been shown. */
function boundOf(name: StrategyName, records: readonly StrategyRecord[]): number {
  const own = records.filter(({ strategy }) => strategy === name);
  return lowerBound(
    own.reduce((sum, { succeeded }) => sum + succeeded, 0),
    own.reduce((sum, { runs }) => sum + runs, 0),
  );
}
