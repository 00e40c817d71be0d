import { describeFailure, RunBlockedError, RunRefusedError, type CallContext, type DevelopRequest, type Patch } from '@artemis/core';
import type { Candidate } from '../choice/candidate.ts';
import { choose } from '../choice/choose.ts';
import { standingOf } from '../choice/standing.ts';
import { SupervisionError } from '../supervision-error.ts';
import type { Crew } from './crew.ts';
import type { Ended } from './ended.ts';
import type { Worker } from './worker.ts';

/** A task that several developers do, each the whole of it. */
export interface Competition {
  readonly request: DevelopRequest;
  readonly workers: readonly Worker[];
  /** Whether the first whose gate passes ends the work of the others. */
  readonly first: boolean;
}

/**
 * Lets every developer do the task, and takes the work the gate likes best.
 *
 * @throws SupervisionError `ARTEMIS_E_RESTARTS` or `ARTEMIS_E_NO_PATCH`; what ends the run as a whole.
 */
export async function compete(crew: Crew, { request, workers, first }: Competition, call: CallContext): Promise<Patch> {
  const ended = await Promise.all(
    workers.map(async (worker) => {
      const end = await crew.employ({ worker, request });
      // What breaks one after the other breaks all: the one developer who takes over shall have the time that is left.
      if (crew.exhausted) crew.dismiss('Too many developers broke down.');
      if (first && end.kind === 'done' && standingOf(end.candidate) === 'passed') crew.dismiss(`${end.candidate.name} was first.`);
      return end;
    }),
  );
  call.signal.throwIfAborted();
  const [best, ...others] = candidatesOf(ended);
  const passed = [best, ...others].some((candidate) => candidate && standingOf(candidate) === 'passed');
  if (crew.exhausted && !passed) throw crew.exhausted;
  if (!best) throw nothingMade(ended);
  const { chosen, reason } = choose([best, ...others]);
  request.report({ type: 'developer.chosen', developer: chosen.name, model: chosen.worker.model, reason });
  return chosen.patch;
}

/** @throws RunRefusedError when one of them met something that must not be done: nothing less safe stands in for it. */
export function candidatesOf(ended: readonly Ended[]): readonly Candidate[] {
  for (const end of ended) if (end.kind === 'failed' && end.error instanceof RunRefusedError) throw end.error;
  return ended.flatMap((end) => (end.kind === 'done' ? [end.candidate] : []));
}

/** Why nobody made anything: what blocks the run, where something does. */
export function nothingMade(ended: readonly Ended[]): Error {
  const failed = ended.filter((end) => end.kind === 'failed');
  const blocked = failed.map(({ error }) => error).find((error) => error instanceof RunBlockedError);
  if (blocked) return blocked;
  const reasons = failed.map(({ worker, error }) => `${worker.name}: ${describeFailure(error)}`);
  return new SupervisionError('ARTEMIS_E_NO_PATCH', `None of ${ended.length} developers made anything. ${reasons.join(' ')}`, {
    cause: failed[0]?.error,
    facts: { developers: ended.length },
  });
}
