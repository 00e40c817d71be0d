import type { CircuitOpenError } from '../circuit-open-error.ts';
import type { CircuitSnapshot } from '../circuit-snapshot.ts';
import type { CircuitState } from '../circuit-state.ts';
import { DeadlineExceededError } from '../deadline-exceeded-error.ts';
import { retryAfterMsOf, stateOf, type CircuitPhase, type ClosedPhase, type HalfOpenPhase } from './circuit-phase.ts';
import type { CircuitSettings } from './circuit-settings.ts';
import { createTripRule } from './create-trip-rule.ts';
import { judgeError } from './judge-error.ts';
import { OpenWait } from './open-wait.ts';
import { refusalOf } from './refusal-of.ts';
import { SlowCalls } from './slow-calls.ts';
import { snapshotOf } from './snapshot-of.ts';
import { TrialCalls } from './trial-calls.ts';

/** Ticket of a call that passes uncounted. No phase ever hands it out otherwise. */
const uncounted = 0;

/** In place of a ticket: the call must not be made. */
export const refused = -1;

/**
 * The states of one circuit and the ways between them. Every call is admitted with a ticket and reports back with it. The
 * tickets come from one growing generation number: all calls of a closed phase share the number it began with, and each
 * trial call has its own, so a result that belongs to an earlier phase fits nowhere and is dropped.
 *
 *   closed    -> open       [#failedClosed]   a trip rule fires, or the error asks to be left alone for more than 60 s
 *   closed    -> open       [#succeededClosed]  too many calls were slow
 *   open      -> half-open  [admit]           the wait has passed and a call comes
 *   open      -> half-open  [probed]          the background check was good
 *   half-open -> closed     [#trialSucceeded] enough trials, probes included, were good
 *   half-open -> open       [#trialFailed]    too many trials failed; the wait has grown
 *   half-open -> half-open  [neutral]         a trial that showed nothing gives its permit back
 *   half-open -> half-open  [admit]           a trial that hangs loses its permit to the next caller
 *   any       -> isolated   [hold]            by hand
 *   isolated  -> closed     [letGo, release]  the last holder lets go
 *   any       -> disabled   [disable]         by hand
 *   disabled  -> closed     [enable]          by hand
 */
export class CircuitMachine {
  readonly #settings: CircuitSettings;
  readonly #wait: OpenWait;
  readonly #changed: (from: CircuitState, to: CircuitState) => void;
  #generation = uncounted;
  #phase: CircuitPhase;
  /** The circuit was closed by a probe alone: the wait stays as grown until a real call succeeds. */
  #unproven = false;
  #lastFailure: unknown = undefined;

  constructor(settings: CircuitSettings, changed: (from: CircuitState, to: CircuitState) => void) {
    this.#settings = settings;
    this.#changed = changed;
    this.#wait = new OpenWait(settings.wait, settings.options.open ?? {}, settings.random);
    this.#phase = this.#closedPhase();
  }

  get phase(): CircuitPhase {
    return this.#phase;
  }

  get lastFailure(): unknown {
    return this.#lastFailure;
  }

  /** Admits a call and returns its ticket, or {@link refused}. A throw would cost more than all the rest of a refusal. */
  admit(): number {
    const phase = this.#phase;
    return phase.kind === 'closed' ? phase.generation : this.#admitUnlessOpen(phase);
  }

  /** Why the call was refused just now. */
  refusal(): CircuitOpenError {
    return refusalOf(this.#phase, this.#settings.name, this.#settings.clock.nowMs());
  }

  /** When an admitted call begins; 0 when nothing looks at the time. */
  startMs(): number {
    return this.#settings.timed ? this.#settings.clock.nowMs() : 0;
  }

  /** An admitted call has returned. */
  resolved(ticket: number, startMs: number, signal: AbortSignal | undefined): void {
    if (signal?.aborted) this.neutral(ticket);
    else this.#succeeded(ticket, startMs);
  }

  /** An admitted call has thrown. */
  rejected(ticket: number, startMs: number, signal: AbortSignal | undefined, error: unknown): void {
    if (signal?.aborted) return this.neutral(ticket);
    const outcome = judgeError(this.#settings.options, error);
    if (outcome === 'neutral') this.neutral(ticket);
    else if (outcome === 'success') this.#succeeded(ticket, startMs);
    else this.#failed(ticket, startMs, error);
  }

  /** An admitted call has ended and shown nothing. */
  neutral(ticket: number): void {
    if (this.#phase.kind === 'half-open') this.#phase.trials.end(ticket);
  }

  /** The background check was good. */
  probed(): void {
    if (this.#phase.kind === 'open') this.#enterHalfOpen(this.#phase.cause);
    if (this.#phase.kind === 'half-open') this.#trialSucceeded(this.#phase, false);
  }

  /** Holds the circuit open until {@link letGo} with the same holder, or {@link release}. */
  hold(holder: symbol, reason: string): void {
    if (this.#phase.kind === 'isolated') this.#phase.holders.set(holder, reason);
    else this.#enter({ kind: 'isolated', holders: new Map([[holder, reason]]) });
  }

  letGo(holder: symbol): void {
    if (this.#phase.kind === 'isolated' && this.#phase.holders.delete(holder) && this.#phase.holders.size === 0) this.#restart();
  }

  release(): void {
    if (this.#phase.kind === 'isolated') this.#restart();
  }

  disable(): void {
    if (this.#phase.kind !== 'disabled') this.#enter({ kind: 'disabled' });
  }

  enable(): void {
    if (this.#phase.kind === 'disabled') this.#restart();
  }

  /** Milliseconds until a call may pass. */
  retryAfterMs(): number {
    return retryAfterMsOf(this.#phase, this.#settings.clock.nowMs());
  }

  snapshot(): CircuitSnapshot {
    return snapshotOf(this.#phase, this.#settings.clock.nowMs(), this.#wait.nextMs);
  }

  restore(snapshot: CircuitSnapshot): void {
    this.#prove();
    if (snapshot.state === 'closed') return this.#enter(this.#closedPhase());
    if (snapshot.state === 'disabled') return this.#enter({ kind: 'disabled' });
    if (snapshot.state === 'isolated') return this.#enter({ kind: 'isolated', holders: new Map([[Symbol('restored'), snapshot.reason]]) });
    this.#enterOpen(this.#wait.resume(snapshot.remainingMs, snapshot.nextWaitMs), snapshot.reason);
  }

  #admitUnlessOpen(phase: Exclude<CircuitPhase, ClosedPhase>): number {
    if (phase.kind === 'disabled') return uncounted;
    if (phase.kind === 'isolated') return refused;
    const nowMs = this.#settings.clock.nowMs();
    const ticket = ++this.#generation;
    if (phase.kind === 'half-open') return phase.trials.admit(ticket, nowMs) ? ticket : refused;
    if (nowMs < phase.untilMs) return refused;
    this.#enterHalfOpen(phase.cause, ticket);
    return ticket;
  }

  #succeeded(ticket: number, startMs: number): void {
    const phase = this.#phase;
    if (phase.kind === 'closed') {
      if (phase.generation === ticket) this.#succeededClosed(phase, startMs);
    } else if (phase.kind === 'half-open' && phase.trials.end(ticket)) {
      if (this.#isSlow(startMs)) this.#trialFailed(phase, this.#slowness());
      else this.#trialSucceeded(phase, true);
    }
  }

  #failed(ticket: number, startMs: number, error: unknown): void {
    const phase = this.#phase;
    if (phase.kind === 'closed') {
      if (phase.generation === ticket) this.#failedClosed(phase, startMs, error);
    } else if (phase.kind === 'half-open' && phase.trials.end(ticket)) {
      this.#trialFailed(phase, error);
    }
  }

  #succeededClosed(phase: ClosedPhase, startMs: number): void {
    if (this.#unproven) this.#prove();
    const nowMs = this.startMs();
    phase.rule.succeeded(nowMs);
    if (phase.slow?.note(startMs, nowMs)) this.#open(this.#slowness());
  }

  #failedClosed(phase: ClosedPhase, startMs: number, error: unknown): void {
    this.#lastFailure = error;
    const nowMs = this.startMs();
    const failedTooOften = phase.rule.failed(nowMs);
    const slowTooOften = phase.slow?.note(startMs, nowMs) ?? false;
    if (failedTooOften || slowTooOften || this.#wait.isAskedForBy(error)) this.#open(error);
  }

  #trialSucceeded(phase: HalfOpenPhase, byCall: boolean): void {
    if (!phase.trials.succeeded()) return;
    if (byCall) this.#wait.reset();
    this.#unproven = !byCall;
    this.#enter(this.#closedPhase());
  }

  #trialFailed(phase: HalfOpenPhase, error: unknown): void {
    this.#lastFailure = error;
    if (phase.trials.failed()) this.#open(error);
  }

  #open(cause: unknown): void {
    this.#lastFailure = cause;
    this.#enterOpen(this.#wait.take(cause), cause);
  }

  #enterOpen(waitMs: number, cause: unknown): void {
    this.#enter({ kind: 'open', untilMs: this.#settings.clock.nowMs() + waitMs, cause });
  }

  #enterHalfOpen(cause: unknown, ticket?: number): void {
    const trials = new TrialCalls(this.#settings.trials);
    // The permit is taken before listeners hear of it: one of them may call, too.
    if (ticket !== undefined) trials.admit(ticket, this.#settings.clock.nowMs());
    this.#enter({ kind: 'half-open', trials, cause });
  }

  /** Closes with a clean record, by hand. */
  #restart(): void {
    this.#prove();
    this.#enter(this.#closedPhase());
  }

  #prove(): void {
    this.#wait.reset();
    this.#unproven = false;
  }

  #closedPhase(): ClosedPhase {
    const { trips, slow } = this.#settings;
    return { kind: 'closed', generation: ++this.#generation, rule: createTripRule(trips), slow: slow && new SlowCalls(slow) };
  }

  #enter(phase: CircuitPhase): void {
    const from = stateOf(this.#phase);
    const to = stateOf(phase);
    this.#phase = phase;
    if (from !== to) this.#changed(from, to);
  }

  #isSlow(startMs: number): boolean {
    const { slow } = this.#settings;
    return slow !== undefined && this.startMs() - startMs >= slow.afterMs;
  }

  #slowness(): DeadlineExceededError {
    return new DeadlineExceededError(this.#settings.name, this.#settings.slow?.afterMs ?? 0);
  }
}
