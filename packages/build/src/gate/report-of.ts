import type { BuildReport, GateStatus } from '@artemis/core';
import type { GateFacts } from './gate-facts.ts';
import type { Verdict } from './verdict.ts';

/** A gate with what its facts amount to. */
export interface JudgedGate {
  readonly facts: GateFacts;
  readonly verdict: Verdict;
}

const worst: readonly GateStatus[] = ['failed', 'inconclusive', 'not-built', 'passed'];

/** Puts the gates of a project into one report: the worst speaks for all. */
export function reportOf(judged: readonly JudgedGate[], warnings: readonly string[], durationMs: number): BuildReport {
  const ordered = judged.toSorted((one, other) => worst.indexOf(one.verdict.status) - worst.indexOf(other.verdict.status));
  const [first] = ordered;
  if (!first)
    return { status: 'not-built', summary: 'No gate ran.', evidence: { kind: 'none', detail: 'Nothing was executed.' }, durationMs };
  const { facts, verdict } = first;
  const notes = [...warnings, ...judged.flatMap((one) => one.verdict.notes), ...verdict.reasons.slice(1).map(({ detail }) => detail)];
  return {
    status: verdict.status,
    summary: summaryOf(first),
    command: judged.map((one) => one.facts.after.command).join('; '),
    exitCode: facts.after.exitCode,
    ...(facts.after.output === '' ? {} : { output: facts.after.output }),
    tests: judged.flatMap((one) =>
      one.facts.after.tests.map(({ name, status, file }) => ({ name, status, ...(file === undefined ? {} : { file }) })),
    ),
    evidence: verdict.evidence,
    ...(notes.length > 0 ? { warnings: notes } : {}),
    durationMs,
  };
}

function summaryOf({ facts: { after }, verdict }: JudgedGate): string {
  const [first] = verdict.reasons;
  if (first) return `${verdict.status === 'inconclusive' ? 'gate_inconclusive' : verdict.status} (${first.code}): ${first.detail}`;
  const green = after.tests.filter(({ status }) => status === 'passed').length;
  return `${after.command} ended with exit code 0${after.tests.length > 0 ? `: ${green} of ${after.tests.length} tests passed` : ''}.`;
}
