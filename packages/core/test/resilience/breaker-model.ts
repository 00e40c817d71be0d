import type { CircuitState } from '../../src/resilience/circuit-state.ts';

/** Settings of a breaker, as far as the model knows them. */
export interface ModelSettings {
  readonly trip:
    | { readonly consecutive: number }
    | { readonly window: number; readonly failureRatio: number; readonly minimumCalls: number };
  readonly open: { readonly waitMs: number; readonly factor: number; readonly maxWaitMs: number };
  readonly halfOpen: { readonly calls: number; readonly tolerate: number; readonly maxMs: number };
}

/** Permission the model gives: in which life of the circuit a call began, and as which trial, if it is one. */
export interface ModelTicket {
  readonly life: number;
  readonly trial: number | null;
}

interface Trial {
  readonly expiresAtMs: number;
  ended: 'good' | 'bad' | 'lost' | null;
}

/**
 * What a circuit breaker should do, written as plainly as possible and without regard to speed: whole histories are kept and
 * judged anew each time. The real one is compared with it after every step.
 */
export class BreakerModel {
  nowMs = 0;
  readonly #settings: ModelSettings;
  #mode: 'closed' | 'open' | 'half-open' | 'isolated' | 'disabled' = 'closed';
  /** Every change of mode begins a new life. */
  #life = 0;
  #record: boolean[] = [];
  #trials: Trial[] = [];
  #openings = 0;
  #openUntilMs = 0;
  #holds = 0;

  constructor(settings: ModelSettings) {
    this.#settings = settings;
  }

  get state(): CircuitState {
    return this.#mode === 'disabled' ? 'closed' : this.#mode;
  }

  retryAfterMs(): number {
    if (this.#mode === 'isolated') return Infinity;
    if (this.#mode === 'open') return Math.max(this.#openUntilMs - this.nowMs, 0);
    if (this.#mode !== 'half-open' || this.#taken(() => true) < this.#settings.halfOpen.calls) return 0;
    const expiries = this.#trials.filter(({ ended }) => ended === null).map(({ expiresAtMs }) => expiresAtMs);
    return Math.max(Math.min(...expiries) - this.nowMs, 0);
  }

  /** Lets a call pass, or `null`. */
  admit(): ModelTicket | null {
    if (this.#mode === 'closed' || this.#mode === 'disabled') return { life: this.#life, trial: null };
    if (this.#mode === 'open' && this.nowMs >= this.#openUntilMs) this.#become('half-open');
    return this.#mode === 'half-open' ? this.#admitTrial() : null;
  }

  settle(ticket: ModelTicket, outcome: 'success' | 'failure' | 'neutral'): void {
    if (ticket.life !== this.#life) return;
    if (this.#mode === 'closed' && outcome !== 'neutral') this.#judgeRecord(outcome === 'failure');
    const trial = ticket.trial === null ? undefined : this.#trials[ticket.trial];
    if (this.#mode !== 'half-open' || trial === undefined || trial.ended !== null) return;
    trial.ended = outcome === 'neutral' ? 'lost' : outcome === 'success' ? 'good' : 'bad';
    this.#judgeTrials();
  }

  hold(): void {
    if (this.#mode !== 'isolated') this.#holds = 0;
    this.#holds++;
    if (this.#mode !== 'isolated') this.#become('isolated');
  }

  letGo(): void {
    if (this.#mode === 'isolated' && --this.#holds === 0) this.#restart();
  }

  release(): void {
    if (this.#mode === 'isolated') this.#restart();
  }

  disable(): void {
    if (this.#mode !== 'disabled') this.#become('disabled');
  }

  enable(): void {
    if (this.#mode === 'disabled') this.#restart();
  }

  #admitTrial(): ModelTicket | null {
    const { calls, maxMs } = this.#settings.halfOpen;
    for (const trial of this.#trials) if (trial.ended === null && trial.expiresAtMs <= this.nowMs) trial.ended = 'lost';
    if (this.#taken(() => true) >= calls) return null;
    this.#trials.push({ expiresAtMs: this.nowMs + maxMs, ended: null });
    return { life: this.#life, trial: this.#trials.length - 1 };
  }

  #taken(which: (trial: Trial) => boolean): number {
    return this.#trials.filter((trial) => trial.ended !== 'lost' && which(trial)).length;
  }

  #judgeTrials(): void {
    const { calls, tolerate } = this.#settings.halfOpen;
    if (this.#taken(({ ended }) => ended === 'bad') > tolerate) this.#open();
    else if (this.#taken(({ ended }) => ended === 'good') >= calls - tolerate) this.#restart();
  }

  #judgeRecord(failed: boolean): void {
    this.#record.push(failed);
    if (failed && this.#trips()) this.#open();
  }

  #trips(): boolean {
    const { trip } = this.#settings;
    if ('consecutive' in trip) return this.#record.slice(-trip.consecutive).filter(Boolean).length === trip.consecutive;
    const last = this.#record.slice(-trip.window);
    return last.length >= trip.minimumCalls && last.filter(Boolean).length / last.length >= trip.failureRatio;
  }

  #open(): void {
    const { waitMs, factor, maxWaitMs } = this.#settings.open;
    this.#openUntilMs = this.nowMs + Math.min(waitMs * factor ** this.#openings, maxWaitMs);
    this.#openings++;
    this.#become('open');
  }

  #restart(): void {
    this.#openings = 0;
    this.#record = [];
    this.#become('closed');
  }

  #become(mode: BreakerModel['mode']): void {
    this.#mode = mode;
    this.#life++;
    this.#trials = [];
  }

  get mode(): 'closed' | 'open' | 'half-open' | 'isolated' | 'disabled' {
    return this.#mode;
  }
}
