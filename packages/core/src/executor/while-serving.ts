import type { CallContext } from '../resilience/call-context.ts';
import { Deadline } from '../resilience/deadline.ts';
import type { Run } from './run.ts';

/** Something a component may do with the run. */
export type Act<I, O> = (input: I, call: CallContext) => Promise<O>;

/** What a component is given while it serves. */
export interface Serving {
  /** Aborts also when the component has answered, or was given up. */
  readonly call: CallContext;
  readonly isOver: () => boolean;
  /** The same act, which can neither begin nor go on once the component serves no more. */
  bound<I, O>(act: Act<I, O>): Act<I, O>;
}

/**
 * Lets a component work with the run for as long as it serves, and no longer: one that was given up and works on behind must not
 * spend money or change files beside the one that serves in its place.
 */
export async function whileServing<T>(run: Run, call: CallContext, work: (serving: Serving) => Promise<T>): Promise<T> {
  const label = 'component';
  const deadline =
    call instanceof Deadline
      ? call.child({ label })
      : Deadline.start({ clock: run.clock, label, timeoutMs: call.remainingMs(), signal: call.signal });
  const bound: Serving['bound'] = (act) => async (input, own) => {
    deadline.signal.throwIfAborted();
    if (own === deadline) return act(input, own);
    using inner = deadline.child({ label, timeoutMs: own.remainingMs() });
    const stop = (): void => inner.abort(own.signal.reason);
    if (own.signal.aborted) stop();
    own.signal.addEventListener('abort', stop, { once: true });
    return await act(input, inner).finally(() => own.signal.removeEventListener('abort', stop));
  };
  try {
    return await work({ call: deadline, isOver: () => deadline.stopped, bound });
  } finally {
    deadline.abort(new DOMException('This component serves no more, and what it had begun is over.', 'AbortError'));
  }
}
