import { describeFailure } from '../errors/describe-failure.ts';
import { beginCall } from './begin-call.ts';
import type { CallContext } from './call-context.ts';
import type { CircuitBreakerOptions } from './circuit-breaker-options.ts';
import type { CircuitSnapshot } from './circuit-snapshot.ts';
import { parseCircuitSnapshot } from './circuit-snapshot.ts';
import type { CircuitState } from './circuit-state.ts';
import type { CircuitTransition } from './circuit-transition.ts';
import { CircuitMachine, refused } from './circuit/circuit-machine.ts';
import { causeOf, stateOf } from './circuit/circuit-phase.ts';
import { CircuitProbe } from './circuit/circuit-probe.ts';
import { resolveCircuitSettings } from './circuit/circuit-settings.ts';
import { guardStream } from './circuit/guard-stream.ts';
import { callContextOf } from './call-context-of.ts';
import { rejectSoon } from './reject-soon.ts';
import { signalOfArguments } from './circuit/signal-of-arguments.ts';
import type { ExecuteOptions } from './execute-options.ts';
import { tellListener } from './tell-listener.ts';

export type { CircuitBreakerOptions } from './circuit-breaker-options.ts';

/** Keeps a circuit open until it is released, or until the end of the block it was declared in with `using`. */
export interface CircuitHold extends Disposable {
  /** Lets go. The circuit closes when nobody else holds it. Calling it twice does nothing. */
  release(): void;
}

type TransitionListener = (transition: CircuitTransition) => void;

const noOptions: ExecuteOptions = {};

/**
 * Stops calling a dependency that keeps failing, then finds out by a few trial calls whether it works again.
 *
 *   closed    -> open       [execute]    too many calls failed or were slow
 *   open      -> half-open  [execute]    the wait has passed: this call is the trial
 *   half-open -> closed     [execute]    enough trial calls succeeded
 *   half-open -> open       [execute]    a trial call failed; the next wait is longer
 *   open      -> closed     [probe]      background checks were good, each counts as a trial
 *   any       -> isolated   [forceOpen]  by hand
 *   isolated  -> closed     [release]    by hand
 *
 * It reads only the monotonic clock, has no timer unless it is open and has a `probe`, and that one never keeps the process
 * alive. A result that arrives after the state has changed is passed on to its caller and counts for nothing. What listeners,
 * `classify` or `retryAfterMs` throw is ignored. `CircuitMachine` names the function of every transition.
 */
export class CircuitBreaker {
  /** Who is guarded, such as `rag.chroma`. */
  readonly name: string;
  readonly #machine: CircuitMachine;
  readonly #probe: CircuitProbe | undefined;
  #listeners: readonly TransitionListener[] = [];

  /** @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` naming the first option that cannot work. */
  constructor(name: string, options: CircuitBreakerOptions = {}) {
    const settings = resolveCircuitSettings(name, options);
    this.name = name;
    this.#machine = new CircuitMachine(settings, (from, to) => this.#changed(from, to));
    this.#probe = options.probe && new CircuitProbe(options.probe, settings.clock, () => this.#machine.probed());
  }

  /** A disabled breaker reads `closed`: it lets every call through. An open one stays `open` until a trial call comes. */
  get state(): CircuitState {
    return stateOf(this.#machine.phase);
  }

  /** `false` after {@link disable}. */
  get enabled(): boolean {
    return this.#machine.phase.kind !== 'disabled';
  }

  /** What the last call that counted as failed threw; `undefined` when none did. Kept after the circuit has closed. */
  get lastFailure(): unknown {
    return this.#machine.lastFailure;
  }

  /** Milliseconds until a call may pass: 0 when one may now, `Infinity` while isolated. */
  retryAfterMs(): number {
    return this.#machine.retryAfterMs();
  }

  /**
   * Runs `call` unless the circuit is open.
   *
   * @param call - The work to guard. It must honour the signal it is given; the breaker itself does not end it.
   * @param options.signal - Aborts the call. Whatever the call then does is neutral. If it has aborted already, the call is not run.
   * @returns Whatever `call` resolves to.
   * @throws {@link CircuitOpenError} at once, without running `call`, while open, isolated, or half-open with its trials taken.
   * @throws Whatever `call` throws, unchanged; the signal's reason if it had aborted before.
   */
  execute<T>(call: (context: CallContext) => Promise<T>, options: ExecuteOptions = noOptions): Promise<T> {
    if (options.signal?.aborted) return rejectSoon(options.signal.reason);
    const ticket = this.#machine.admit();
    return ticket === refused ? rejectSoon(this.#machine.refusal()) : this.#run(call, options, ticket);
  }

  /**
   * The same function behind this breaker; see {@link execute}.
   * Its signal is the first argument that is an `AbortSignal` or has one as its `signal`.
   */
  protect<A extends unknown[], R>(fn: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return (...args) => this.execute(() => fn(...args), { signal: signalOfArguments(args) });
  }

  /**
   * The same function, its stream behind this breaker. The whole iteration is one call: nothing is called, and no
   * {@link CircuitOpenError} thrown, before the first item is asked for. A source that ends is a success, one that throws
   * a failure. A consumer that stops early is neutral, and closes the source. Time the consumer takes does not count as slow.
   */
  protectStream<A extends unknown[], T>(
    fn: (...args: A) => AsyncIterable<T> | Promise<AsyncIterable<T>>,
  ): (...args: A) => AsyncGenerator<T, void, undefined> {
    return (...args) => guardStream(this.#machine, () => fn(...args), signalOfArguments(args));
  }

  /** Holds the circuit open, whatever calls would show. Several may hold it at once; the last to let go closes it. */
  forceOpen(reason: string): CircuitHold {
    const holder = Symbol(reason);
    this.#machine.hold(holder, reason);
    const release = (): void => this.#machine.letGo(holder);
    return { release, [Symbol.dispose]: release };
  }

  /** Closes an isolated circuit with a clean record, whoever holds it. Does nothing in another state. */
  release(): void {
    this.#machine.release();
  }

  /** Lets every call through uncounted, until {@link enable} or {@link forceOpen}. */
  disable(): void {
    this.#machine.disable();
  }

  /** Closes a disabled circuit with a clean record. Does nothing in another state. */
  enable(): void {
    this.#machine.enable();
  }

  /** Calls `listener` after each change of state, in the order added. What it throws is ignored. Returns how to stop that. */
  onTransition(listener: TransitionListener): () => void {
    // Each addition is its own entry, so that the same function added twice is removed one by one.
    const entry: TransitionListener = (transition) => listener(transition);
    this.#listeners = [...this.#listeners, entry];
    return () => void (this.#listeners = this.#listeners.filter((each) => each !== entry));
  }

  /** The state as JSON, with what remains of the wait, to be restored in another process. */
  snapshot(): CircuitSnapshot {
    return this.#machine.snapshot();
  }

  /**
   * Takes over a saved state. Calls under way count for nothing.
   *
   * @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` when `snapshot` is none; the state is then as before.
   */
  restore(snapshot: CircuitSnapshot): void {
    this.#machine.restore(parseCircuitSnapshot(snapshot));
  }

  /** Stops the probe for good and forgets the listeners. The breaker still guards calls. */
  dispose(): void {
    this.#probe?.dispose();
    this.#listeners = [];
  }

  /** Handlers cost less than an `async` function around the call, and stack traces still lead through them to the caller. */
  #run<T>(call: (context: CallContext) => Promise<T>, options: ExecuteOptions, ticket: number): Promise<T> {
    const machine = this.#machine;
    const { signal } = options;
    const startMs = machine.startMs();
    return beginCall(call, callContextOf(options)).then(
      (value) => {
        machine.resolved(ticket, startMs, signal);
        return value;
      },
      (error: unknown) => {
        machine.rejected(ticket, startMs, signal, error);
        throw error;
      },
    );
  }

  #changed(from: CircuitState, to: CircuitState): void {
    if (to === 'open' || to === 'half-open') this.#probe?.start();
    else this.#probe?.stop();
    if (this.#listeners.length === 0) return;
    const cause = causeOf(this.#machine.phase);
    const reason = to === 'closed' ? null : describeFailure(cause);
    const retryAfterMs = to === 'open' ? this.retryAfterMs() : null;
    const transition: CircuitTransition = { component: this.name, from, to, retryAfterMs, reason, cause };
    for (const listener of this.#listeners) tellListener(listener, transition);
  }
}
