import type { CallContext } from './call-context.ts';

/** Begins a call. One that throws before it returns its promise fails like one that rejects; a thenable becomes a promise. */
export function beginCall<T>(call: (context: CallContext) => Promise<T>, context: CallContext): Promise<T> {
  try {
    return Promise.resolve(call(context));
  } catch (error) {
    return Promise.reject(error);
  }
}
