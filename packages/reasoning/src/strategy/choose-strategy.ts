import { taskParts } from '../rules/task-parts.ts';
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

/** A strategy, and why it was chosen. */
export interface Choice {
  readonly name: StrategyName;
  readonly reason: string;
}

/** Time one call is expected to take, in milliseconds. */
const callMs = 10_000;
const [shortWords, middleWords, longWords] = [15, 60, 150];
const defect = /\b(?:bug|defect|regression|crash(?:es)?|fails?|broken|wrong(?:ly)?|fix)\b/i;

/** Picks a strategy by the size of the task, then a cheaper one as long as the run cannot afford it or it has not paid. */
export function chooseStrategy(situation: Situation): Choice {
  const wanted = wantedFor(situation.taskText);
  const cheaper: readonly StrategyName[] = [wanted.name, 'plan-then-code'];
  const objections = cheaper.map((name) => objectionTo(name, situation));
  const place = objections.indexOf(undefined);
  const name = cheaper[place] ?? 'plain';
  return { name, reason: place === 0 ? wanted.reason : `${wanted.reason}; ${objections[0]}` };
}

function wantedFor(taskText: string): Choice {
  const parts = taskParts(taskText).length;
  const words = taskText.split(/\s+/).length;
  const files = new Set(taskText.match(/[\w/-]+\.[a-z]{1,4}\b/gi)).size;
  if (parts >= 3) return { name: 'decompose', reason: `${parts} parts named` };
  if (words > longWords) return { name: 'several-drafts', reason: `${words} words` };
  if (words > shortWords && defect.test(taskText)) return { name: 'test-first', reason: 'a defect to mend' };
  if (words > middleWords) return { name: 'self-check', reason: `${words} words` };
  if (files >= 3) return { name: 'self-check', reason: `${files} files named` };
  return words > shortWords ? { name: 'plan-then-code', reason: `${words} words` } : { name: 'plain', reason: 'a short task' };
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
