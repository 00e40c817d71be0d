import type { CallContext } from './call-context.ts';
import type { ExecuteOptions } from './execute-options.ts';

/** What a guard hands to the call it runs: the caller's own context where that is complete, so that a deadline stays the deadline it is. */
export function callContextOf(options: ExecuteOptions): CallContext {
  return isComplete(options) ? options : new GuardedCall(options);
}

function isComplete(options: ExecuteOptions): options is CallContext {
  return options.remainingMs !== undefined && options.signal !== undefined;
}

/** Fills in what the caller has left out. */
class GuardedCall implements CallContext {
  readonly #options: ExecuteOptions;
  #ownSignal: AbortSignal | undefined;

  constructor(options: ExecuteOptions) {
    this.#options = options;
  }

  /** Without a caller's signal it is one of this call's own, made when asked for: a shared one would gather listeners for ever. */
  get signal(): AbortSignal {
    return this.#options.signal ?? (this.#ownSignal ??= new AbortController().signal);
  }

  remainingMs(): number {
    return this.#options.remainingMs?.() ?? Infinity;
  }
}
