import { describeFailure } from '../../errors/describe-failure.ts';
import type { CircuitSnapshot } from '../circuit-snapshot.ts';
import { causeOf, retryAfterMsOf, type CircuitPhase } from './circuit-phase.ts';

/** What is saved of a phase. @param nextWaitMs - The wait after the next failed trial, before jitter. */
export function snapshotOf(phase: CircuitPhase, nowMs: number, nextWaitMs: number): CircuitSnapshot {
  const reason = describeFailure(causeOf(phase));
  switch (phase.kind) {
    case 'closed':
    case 'disabled':
      return { state: phase.kind };
    case 'isolated':
      return { state: 'isolated', reason };
    case 'open':
      return { state: 'open', remainingMs: retryAfterMsOf(phase, nowMs), nextWaitMs, reason };
    case 'half-open':
      return { state: 'open', remainingMs: 0, nextWaitMs, reason };
  }
}
