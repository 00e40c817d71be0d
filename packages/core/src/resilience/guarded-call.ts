import type { CallContext } from './call-context.ts';
import type { ExecuteOptions } from './execute-options.ts';

/** What a guard hands to the call it runs. */
export class GuardedCall implements CallContext {
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
    return Math.max(this.#options.remainingMs?.() ?? Infinity, 0);
  }
}
