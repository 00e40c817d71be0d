import type { Clock } from '../ports/clock.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { CallLimits } from './call-limits.ts';
import { CallWatch, type CallPhase } from './call-watch.ts';
import { classifyModelError } from './classify-model-error.ts';
import { ModelError } from './model-error.ts';
import type { ModelOrigin } from './model-origin.ts';

/** What a model call is watched with. */
export interface WatchedCall {
  readonly origin: ModelOrigin;
  readonly clock: Clock;
  readonly limits: Pick<CallLimits, 'firstByteMs' | 'idleMs' | 'totalMs'>;
  readonly call: CallContext;
}

/**
 * Runs one model call under its deadlines, whichever vendor's it is. Nothing is left behind: no timer, no listener, no open request.
 *
 * @param work - Must use the signal of its watch, and tell the watch when the answer begins and goes on.
 * @throws ModelError for everything that goes wrong; the reason of the caller's signal when that aborts.
 */
export async function watchModelCall<T>({ origin, clock, limits, call }: WatchedCall, work: (watch: CallWatch) => Promise<T>): Promise<T> {
  call.signal.throwIfAborted();
  const watch = new CallWatch({
    clock,
    limits,
    outer: call.signal,
    timeoutError: (phase, limitMs) => timeoutError(origin, phase, limitMs),
  });
  try {
    const result = await watch.race(work(watch));
    watch.dispose();
    return result;
  } catch (error) {
    watch.abandon();
    call.signal.throwIfAborted();
    throw classifyModelError(error, origin, clock.wallMs());
  }
}

function timeoutError({ model, endpoint }: ModelOrigin, phase: CallPhase, limitMs: number): ModelError {
  return new ModelError('ARTEMIS_E_MODEL_TIMEOUT', `${model} at ${endpoint} ${stillness[phase]} within ${limitMs} ms.`, {
    kind: 'retry',
    hint: 'Check the server, or list a second model; a slow local model may need a higher limit.',
    facts: { model, endpoint, phase, limitMs },
  });
}

const stillness: Readonly<Record<CallPhase, string>> = {
  'first-byte': 'did not begin to answer',
  idle: 'stopped in the middle of its answer and sent no more',
  total: 'did not come to an end',
};
