import type { ComponentState } from './component-state.ts';

/** Calls that a dependency answers before it dies. */
type Lives = number;

/** A dependency that is there, or is not, as its state says. It counts how often it failed. */
export class Outage {
  readonly #state: ComponentState;
  readonly #lives: Lives;
  #calls = 0;
  #failures = 0;

  constructor(state: ComponentState, lives: Lives = 0) {
    this.#state = state;
    this.#lives = lives;
  }

  /** How often it has failed, so that a test can see that it did. */
  get failures(): number {
    return this.#failures;
  }

  /** Throws when the dependency is not there at all. */
  connect(): void {
    if (this.#state === 'dead') this.#fail();
  }

  /** Throws when the dependency does not answer this call. */
  call(): void {
    this.#calls += 1;
    const fails = { absent: false, dead: true, dies: this.#calls > this.#lives, flaps: this.#calls % 3 === 1 }[this.#state];
    if (fails) this.#fail();
  }

  #fail(): never {
    this.#failures += 1;
    throw new TypeError(`the dependency is away (${this.#state})`);
  }
}
