import type { Clock, Timer } from '../ports/clock.ts';
import type { CallContext } from './call-context.ts';
import { DeadlineExceededError } from './deadline-exceeded-error.ts';
import { checkLimit } from './option-checks.ts';

/** What a {@link Deadline} is made of. */
export interface DeadlineOptions {
  /** Whose deadline it is, for the error. */
  readonly label: string;
  /** Time from now, in milliseconds. Default: `Infinity`, no limit of its own. */
  readonly timeoutMs?: number;
}

/** What the root of a deadline tree is made of. */
export interface RootDeadlineOptions extends DeadlineOptions {
  readonly clock: Clock;
  /** Cancels the whole tree when it aborts. */
  readonly signal?: AbortSignal;
}

/**
 * A node of the tree run → stage → call. It aborts its signal when its time has passed, with a {@link DeadlineExceededError},
 * or when its parent aborts, with the parent's reason: a child never outlives its parent.
 *
 * Children hang on their parent directly, not by listeners on its signal, so nothing is left behind once a child is disposed.
 * Its timer keeps the process alive: something still has to be told that the time has passed. Dispose it when the work is done.
 */
export class Deadline implements CallContext {
  readonly label: string;
  readonly #clock: Clock;
  readonly #endsAtMs: number;
  readonly #limitMs: number;
  readonly #parent: Deadline | undefined;
  #children: Set<Deadline> | undefined;
  #timer: Timer | undefined;
  #controller: AbortController | undefined;
  #stop: { readonly reason: unknown } | undefined;
  #onStop: ((reason: unknown) => void) | undefined;
  #leaveSignal: (() => void) | undefined;
  #disposed = false;

  private constructor(clock: Clock, options: DeadlineOptions, parent?: Deadline) {
    this.label = options.label;
    this.#clock = clock;
    this.#limitMs = checkLimit('timeoutMs', options.timeoutMs ?? Infinity);
    this.#parent = parent;
    const ownEndMs = this.#limitMs === Infinity ? Infinity : clock.nowMs() + this.#limitMs;
    const parentEndMs = parent === undefined ? Infinity : parent.#endsAtMs;
    this.#endsAtMs = Math.min(ownEndMs, parentEndMs);
    if (parent !== undefined) parent.#adopt(this);
    // A parent that ends no later brings its own timer.
    if (this.#stop === undefined && ownEndMs < parentEndMs) this.#watch(this.#limitMs);
  }

  /** The root of a tree. An `options.signal` that has aborted already ends it at once. */
  static start(options: RootDeadlineOptions): Deadline {
    const deadline = new Deadline(options.clock, options);
    if (options.signal !== undefined) deadline.#follow(options.signal);
    return deadline;
  }

  /** A deadline within this one. It ends when this one ends, whatever its own time. */
  child(options: DeadlineOptions): Deadline {
    return new Deadline(this.#clock, options, this);
  }

  /** Aborts when the time has passed, or when a parent's has, or when the run is cancelled. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#stop !== undefined) this.#controller.abort(this.#stop.reason);
    }
    return this.#controller.signal;
  }

  /** Whether the signal has aborted. Reading this makes no signal. */
  get stopped(): boolean {
    return this.#stop !== undefined;
  }

  /** Milliseconds left; 0 once the signal has aborted, `Infinity` without any limit. */
  remainingMs(): number {
    if (this.#stop !== undefined) return 0;
    return Math.max(this.#endsAtMs - this.#clock.nowMs(), 0);
  }

  /** Calls `listener` with the reason when the signal aborts, before the signal's own listeners; at once if it has. It must not throw. */
  onStop(listener: (reason: unknown) => void): void {
    if (this.#stop !== undefined) return listener(this.#stop.reason);
    const earlier = this.#onStop;
    this.#onStop = earlier === undefined ? listener : (reason) => [earlier, listener].forEach((tell) => tell(reason));
  }

  /** Ends it before its time, with everything below it. Does nothing once it is over. */
  abort(reason: unknown): void {
    this.#end(reason);
  }

  /** The work is done: the signal never aborts any more, and nothing is left behind. Children still at work are aborted. */
  dispose(): void {
    if (this.#disposed) return;
    this.#leave();
    if (this.#children !== undefined && this.#children.size > 0) this.#endChildren(endedReason(this.label));
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #adopt(child: Deadline): void {
    if (this.#stop !== undefined) return child.#end(this.#stop.reason);
    if (this.#disposed) return child.#end(endedReason(this.label));
    this.#children ??= new Set();
    this.#children.add(child);
  }

  #follow(signal: AbortSignal): void {
    if (signal.aborted) return this.#end(signal.reason);
    const end = (): void => this.#end(signal.reason);
    signal.addEventListener('abort', end, { once: true });
    this.#leaveSignal = () => signal.removeEventListener('abort', end);
  }

  #watch(leftMs: number): void {
    this.#timer = this.#clock.after(leftMs, () => {
      const stillLeftMs = this.remainingMs();
      // Timers may fire a millisecond early, and delays beyond 24 days are cut short.
      if (stillLeftMs > 1) this.#watch(stillLeftMs);
      else this.#end(new DeadlineExceededError(this.label, this.#limitMs));
    });
  }

  #end(reason: unknown): void {
    if (this.#stop !== undefined || this.#disposed) return;
    this.#stop = { reason };
    const onStop = this.#onStop;
    this.#leave();
    onStop?.(reason);
    this.#endChildren(reason);
    this.#controller?.abort(reason);
  }

  #endChildren(reason: unknown): void {
    for (const child of this.#children ?? []) child.#end(reason);
  }

  #leave(): void {
    this.#disposed = true;
    this.#timer?.cancel();
    if (this.#parent !== undefined) this.#parent.#children?.delete(this);
    this.#leaveSignal?.();
    this.#timer = undefined;
    this.#leaveSignal = undefined;
    this.#onStop = undefined;
  }
}

const endedReason = (label: string): DOMException => new DOMException(`"${label}" is over, and so is what it had begun.`, 'AbortError');
