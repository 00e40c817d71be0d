import { CircuitBreaker, type CallContext, type Clock, type Random } from '@artemis/core';

/** Calls a tool may fail to run in a row before it is left alone for a while. A gate that says no has run. */
const consecutive = 3;

/** One circuit for each tool, so that a broken one is not started again and again, and the others go on. */
export class ToolBreakers {
  readonly #surroundings: { readonly clock: Clock; readonly random: Random };
  readonly #breakers = new Map<string, CircuitBreaker>();

  constructor(surroundings: { readonly clock: Clock; readonly random: Random }) {
    this.#surroundings = surroundings;
  }

  /** @throws CircuitOpenError while the tool is left alone; whatever `use` throws. */
  run<T>(tool: string, use: (call: CallContext) => Promise<T>, call: CallContext): Promise<T> {
    const breaker = this.#breakers.get(tool) ?? new CircuitBreaker(`build.${tool}`, { trip: { consecutive }, ...this.#surroundings });
    this.#breakers.set(tool, breaker);
    return breaker.execute(({ signal }) => use({ signal, remainingMs: () => call.remainingMs() }), { signal: call.signal });
  }

  /** Lets go of every circuit. */
  close(): void {
    for (const breaker of this.#breakers.values()) breaker.dispose();
    this.#breakers.clear();
  }
}
