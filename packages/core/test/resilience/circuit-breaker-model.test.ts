import { describe, expect, it } from 'vitest';
import type { Random } from '../../src/ports/random.ts';
import { CircuitBreaker, type CircuitHold } from '../../src/resilience/circuit-breaker.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { BreakerModel, type ModelSettings, type ModelTicket } from './breaker-model.ts';

const histories = 100_000;
const longestHistory = 24;
const down = new Error('down');

/** A call under way in both worlds. */
interface Call {
  readonly ticket: ModelTicket;
  readonly run: AbortController;
  readonly result: PromiseWithResolvers<void>;
  readonly done: Promise<unknown>;
}

class Draw {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  below(limit: number): number {
    return Math.floor(this.#random.fraction() * limit);
  }

  of<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new Error('nothing to choose from');
    return choice;
  }
}

function drawSettings(draw: Draw): ModelSettings {
  const calls = 1 + draw.below(3);
  return {
    trip: draw.of([
      { consecutive: 1 + draw.below(3) },
      { window: 2 + draw.below(4), failureRatio: draw.of([0.4, 0.5, 1]), minimumCalls: 1 + draw.below(2) },
    ]),
    open: { waitMs: draw.of([0, 10, 50]), factor: draw.of([1, 2]), maxWaitMs: draw.of([50, 120]) },
    halfOpen: { calls, tolerate: draw.below(calls), maxMs: draw.of([20, 200]) },
  };
}

/** A breaker and its model, driven side by side. */
class History {
  readonly #draw: Draw;
  readonly #clock = new FakeClock();
  readonly #settings: ModelSettings;
  readonly #model: BreakerModel;
  readonly #breaker: CircuitBreaker;
  readonly #calls: Call[] = [];
  readonly #holds: { hold: CircuitHold; life: number }[] = [];
  readonly #probed: boolean;
  #holdLife = 0;
  #healthy = false;
  readonly visited = new Set<string>();

  constructor(seed: number) {
    this.#draw = new Draw(seed);
    this.#settings = drawSettings(this.#draw);
    this.#model = new BreakerModel(this.#settings);
    this.#probed = this.#draw.below(4) === 0;
    const check = async (): Promise<void> => (this.#healthy ? undefined : Promise.reject(down));
    const { open, halfOpen, trip } = this.#settings;
    this.#breaker = new CircuitBreaker('model', {
      trip,
      halfOpen,
      open: { ...open, jitter: false },
      clock: this.#clock,
      ...(this.#probed && { probe: { everyMs: 40, check } }),
    });
  }

  async play(): Promise<void> {
    for (let step = this.#draw.below(longestHistory); step >= 0; step--) {
      await this.#step();
      this.#compare();
    }
  }

  /** From wherever the history has led: with the dependency back, the circuit closes. */
  async recover(): Promise<void> {
    this.#breaker.release();
    this.#breaker.enable();
    this.#healthy = true;
    if (this.#probed) await this.#recoverByProbe();
    else await this.#recoverByCalls();
    expect(this.#breaker.state).toBe('closed');
    expect(await this.#breaker.execute(async () => 'served')).toBe('served');
  }

  async #recoverByCalls(): Promise<void> {
    for (let call = 0; call <= this.#settings.halfOpen.calls && this.#breaker.state !== 'closed'; call++) {
      this.#clock.advance(this.#breaker.retryAfterMs());
      await this.#breaker.execute(async () => {});
    }
  }

  async #recoverByProbe(): Promise<void> {
    for (let check = 0; check < this.#settings.halfOpen.calls; check++) {
      this.#clock.advance(40);
      await settled();
    }
  }

  async #step(): Promise<void> {
    const dice = this.#draw.below(20);
    if (dice < 8) this.#begin();
    else if (dice < 14) await this.#settleOne();
    else if (dice < 18) this.#advance();
    else this.#byHand();
  }

  #begin(): void {
    const ticket = this.#model.admit();
    const run = new AbortController();
    const result = Promise.withResolvers<void>();
    let called = false;
    const done = this.#breaker.execute(() => ((called = true), result.promise), { signal: run.signal }).catch((error: unknown) => error);
    if (called !== (ticket !== null)) expect.fail(`call ${called ? 'made' : 'refused'}, the model says otherwise`);
    if (ticket !== null) this.#calls.push({ ticket, run, result, done });
  }

  async #settleOne(): Promise<void> {
    const [call] = this.#calls.splice(this.#draw.below(this.#calls.length), 1);
    if (call === undefined) return;
    const outcome = this.#draw.of(['success', 'failure', 'failure', 'neutral'] as const);
    this.#model.settle(call.ticket, outcome);
    if (outcome === 'neutral') call.run.abort(down);
    if (outcome === 'success') call.result.resolve();
    else call.result.reject(down);
    await call.done;
  }

  #advance(): void {
    const ms = this.#draw.of([1, 5, 10, 25, 60, 130, 1_000]);
    this.#model.nowMs += ms;
    this.#clock.advance(ms);
  }

  #byHand(): void {
    const deed = this.#draw.of(['hold', 'letGo', 'release', 'disable', 'enable'] as const);
    if (deed === 'hold') this.#hold();
    else if (deed === 'letGo') this.#letGo();
    else {
      this.#model[deed]();
      this.#breaker[deed]();
    }
  }

  #hold(): void {
    if (this.#model.mode !== 'isolated') this.#holdLife++;
    this.#model.hold();
    this.#holds.push({ hold: this.#breaker.forceOpen('drill'), life: this.#holdLife });
  }

  #letGo(): void {
    const [held] = this.#holds.splice(this.#draw.below(this.#holds.length), 1);
    if (held === undefined) return;
    if (held.life === this.#holdLife) this.#model.letGo();
    held.hold.release();
  }

  #compare(): void {
    this.visited.add(this.#model.mode);
    // Plain comparisons: millions of `expect` calls would take minutes.
    if (this.#breaker.state === this.#model.state && this.#breaker.retryAfterMs() === this.#model.retryAfterMs()) return;
    expect({ state: this.#breaker.state, retryAfterMs: this.#breaker.retryAfterMs() }).toEqual({
      state: this.#model.state,
      retryAfterMs: this.#model.retryAfterMs(),
    });
  }
}

/** Enough turns of the microtask queue for a probe to report. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
};

describe('any history of calls, time and hands', () => {
  it(`does what the model does, and ends closed once the dependency is back: ${histories} histories`, async () => {
    const visited = new Set<string>();
    for (let seed = 1; seed <= histories; seed++) {
      const history = new History(seed);
      try {
        await history.play();
        await history.recover();
      } catch (error) {
        throw new Error(`history with seed ${seed}`, { cause: error });
      }
      for (const mode of history.visited) visited.add(mode);
    }
    expect([...visited].sort()).toEqual(['closed', 'disabled', 'half-open', 'isolated', 'open']);
  }, 60_000);
});
