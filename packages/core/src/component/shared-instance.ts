import type { Clock } from '../ports/clock.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { withDeadline } from '../resilience/with-deadline.ts';
import type { Implementation } from './component.ts';

/** Time an instance may take to come up, in milliseconds. A caller that cannot wait that long leaves it to come up behind. */
const createTimeoutMs = 30_000;
/** Time an instance may take to end, in milliseconds. One that hangs is left behind. */
const disposeTimeoutMs = 2_000;

/** The instance of an implementation: made for whoever asks first, shared by all, let go of once. */
export class SharedInstance<T> {
  readonly #label: string;
  readonly #implementation: Pick<Implementation<T>, 'create' | 'dispose'>;
  readonly #clock: Clock;
  readonly #lifetime = new AbortController();
  #creation: Promise<T> | null = null;

  constructor(label: string, implementation: Pick<Implementation<T>, 'create' | 'dispose'>, clock: Clock) {
    this.#label = label;
    this.#implementation = implementation;
    this.#clock = clock;
  }

  /** The instance. It outlives the caller that asked first, so a slow start joins late instead of being lost. */
  get(): Promise<T> {
    this.#creation ??= this.#create();
    return this.#creation;
  }

  /** Lets go of the instance; whoever asks next gets a new one. Never rejects. */
  async discard(): Promise<void> {
    const creation = this.#creation;
    this.#creation = null;
    // One that never came up has nothing to let go of, or does so when it comes up late.
    await creation?.then((instance) => this.#letGo(instance)).catch(() => {});
  }

  /** Lets go of the instance for good, and of one that is still coming up. Never rejects. */
  async close(): Promise<void> {
    this.#lifetime.abort();
    await this.discard();
  }

  #create(): Promise<T> {
    const call: CallContext = { signal: this.#lifetime.signal, remainingMs: () => Infinity };
    const options = { clock: this.#clock, label: `${this.#label} start`, timeoutMs: createTimeoutMs, call };
    const creation = withDeadline(async (inner) => {
      const instance = await this.#implementation.create(inner);
      // Nobody waits any more: it would be lost with everything it holds.
      if (inner.signal.aborted) void this.#letGo(instance);
      return instance;
    }, options);
    creation.catch(() => {
      if (this.#creation === creation) this.#creation = null;
    });
    return creation;
  }

  async #letGo(instance: T): Promise<void> {
    const options = { clock: this.#clock, label: `${this.#label} dispose`, timeoutMs: disposeTimeoutMs };
    // It cannot even end: nothing is left to hold on to.
    await withDeadline(async () => this.#implementation.dispose?.(instance), options).catch(() => {});
  }
}
