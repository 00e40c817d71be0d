import type { LlmCall } from '../../capability/llm.ts';
import type { Clock } from '../../ports/clock.ts';
import { longestRetryAfterMs } from '../../resilience/retry-after.ts';
import type { CallLimits } from './call-limits.ts';
import { CallWatch, type CallPhase } from './call-watch.ts';
import { classifyModelError } from '../failure/classify-model-error.ts';
import { ModelError } from '../failure/model-error.ts';
import type { ModelOrigin } from '../failure/model-origin.ts';
import { CrowdedOut, rateGateOf, type RateGate, type Ticket } from '../rate-gate.ts';

/** What a model call is watched with. */
export interface WatchedCall {
  readonly origin: ModelOrigin;
  readonly clock: Clock;
  readonly limits: Pick<CallLimits, 'firstByteMs' | 'idleMs' | 'totalMs'>;
  readonly call: LlmCall;
}

/**
 * Runs one model call under its deadlines, whichever vendor's it is, once its turn has come at the server's rate gate. Nothing
 * is left behind: no timer, no listener, no open request.
 *
 * @param work - Must use the signal of its watch, and tell the watch when the answer begins and goes on.
 * @throws ModelError for everything that goes wrong; the reason of the caller's signal when that aborts.
 */
export async function watchModelCall<T>(watched: WatchedCall, work: (watch: CallWatch) => Promise<T>): Promise<T> {
  const { origin, clock, call } = watched;
  call.signal.throwIfAborted();
  const gate = rateGateOf(clock, origin.endpoint);
  const ticket = await passGate(gate, watched);
  try {
    return await watchPassed(gate, ticket, watched, work);
  } finally {
    gate.left();
  }
}

async function watchPassed<T>(gate: RateGate, ticket: Ticket, watched: WatchedCall, work: (watch: CallWatch) => Promise<T>): Promise<T> {
  const { origin, clock, call, limits } = watched;
  const watch = new CallWatch({
    clock,
    limits: limitsOf(watched),
    outer: call.signal,
    onProgress: call.onProgress,
    timeoutError: (phase, limitMs) => timeoutError(origin, phase, limitMs),
  });
  call.onProgress?.();
  // Half of what counts as silence: a server this slow has more to do at a time than it can.
  const isSlow = (): boolean => watch.silentMs > limits.firstByteMs / 2;
  try {
    const result = await watch.race(work(watch));
    watch.dispose();
    if (isSlow()) gate.wasSlow(ticket);
    else gate.answered(ticket);
    return result;
  } catch (error) {
    watch.abandon();
    if (isSlow()) gate.wasSlow(ticket);
    call.signal.throwIfAborted();
    throw tellGate(gate, ticket, classifyModelError(error, origin, clock.wallMs()));
  }
}

/** A caller that is told of progress meets silence itself. */
function limitsOf({ limits, call }: WatchedCall): WatchedCall['limits'] {
  const { totalMs } = limits;
  return call.onProgress ? { firstByteMs: totalMs, idleMs: totalMs, totalMs } : limits;
}

/** Whoever would wait longer than a minute, or than it has time, asks somebody else. */
async function passGate(gate: RateGate, { origin, limits, call }: WatchedCall): Promise<Ticket> {
  const roomMs = Math.min(limits.totalMs, call.remainingMs());
  const turnMs = Math.min(longestRetryAfterMs, roomMs);
  const { waitMs } = gate;
  if (waitMs > turnMs) throw crowdedError(origin, waitMs);
  try {
    return await gate.pass(call.signal, { turnMs, roomMs });
  } catch (error) {
    throw error instanceof CrowdedOut ? crowdedError(origin, gate.waitMs) : error;
  }
}

const crowdedError = ({ model, endpoint }: ModelOrigin, waitMs: number): ModelError =>
  new ModelError('ARTEMIS_E_MODEL_RATE_LIMITED', `${model} was not asked: ${endpoint} has asked for fewer requests, and others wait.`, {
    kind: 'switch',
    hint: 'Wait a little, let fewer developers work at the same time, or list a second model of another vendor.',
    isPacing: true,
    facts: { model, endpoint, waitMs: Math.ceil(waitMs) },
  });

/** What one call is told holds for all that go to the same server. */
function tellGate(gate: RateGate, ticket: Ticket, error: ModelError): ModelError {
  const { code, message, kind, hint, facts, cause, retryAfterMs } = error;
  const isRateLimit = code === 'ARTEMIS_E_MODEL_RATE_LIMITED';
  if (kind !== 'retry' || (!isRateLimit && retryAfterMs === undefined)) return error;
  const isPacing = gate.complained(ticket, retryAfterMs ?? 0) && isRateLimit;
  return isPacing
    ? new ModelError(code, message, { kind, hint, facts, cause, ...(retryAfterMs !== undefined && { retryAfterMs }), isPacing })
    : error;
}

function timeoutError({ model, endpoint }: ModelOrigin, phase: CallPhase, limitMs: number): ModelError {
  return new ModelError('ARTEMIS_E_MODEL_TIMEOUT', `${model} at ${endpoint} ${stillness[phase]} within ${limitMs} ms.`, {
    // A whole call that took too long would take as long again.
    kind: phase === 'total' ? 'switch' : 'retry',
    hint: 'Check the server, or list a second model; a slow local model may need a higher limit.',
    facts: { model, endpoint, phase, limitMs },
  });
}

const stillness: Readonly<Record<CallPhase, string>> = {
  'first-byte': 'did not begin to answer',
  idle: 'stopped in the middle of its answer and sent no more',
  total: 'did not come to an end',
};
