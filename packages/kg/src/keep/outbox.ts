import type { GraphChange } from '../model/graph-change.ts';
import type { NumberedChange } from './kept-state.ts';

/** How many writes wait for Neo4j at most. */
export interface OutboxLimits {
  readonly maxChanges: number;
  /** Of JSON. */
  readonly maxBytes: number;
}

/** Limits that hold unless others are given. */
export const defaultOutboxLimits: OutboxLimits = { maxChanges: 10_000, maxBytes: 16_777_216 };

/** Writes that Neo4j has not been told of. When there are too many, they are let go and both graphs are compared instead. */
export class Outbox {
  readonly #limits: OutboxLimits;
  #waiting: { readonly entry: NumberedChange; readonly bytes: number }[] = [];
  #bytes = 0;
  #mustCompare: boolean;

  constructor(limits: OutboxLimits, mustCompare: boolean) {
    this.#limits = limits;
    this.#mustCompare = mustCompare;
  }

  /** Whether Neo4j may lack writes that are not waiting here. */
  get mustCompare(): boolean {
    return this.#mustCompare;
  }

  /** Writes that wait; at least 1 when a comparison is due. */
  get length(): number {
    return Math.max(this.#waiting.length, this.#mustCompare ? 1 : 0);
  }

  add(number: number, change: GraphChange): void {
    const bytes = JSON.stringify(change).length;
    this.#waiting.push({ entry: { number, change }, bytes });
    this.#bytes += bytes;
    if (this.#waiting.length > this.#limits.maxChanges || this.#bytes > this.#limits.maxBytes) this.compareInstead();
  }

  /** The oldest writes that wait, in order. */
  next(count: number): readonly NumberedChange[] {
    return this.#waiting.slice(0, count).map(({ entry }) => entry);
  }

  /** Forgets the writes up to a number: Neo4j has them. */
  forget(upTo: number): void {
    this.#waiting = this.#waiting.filter(({ entry }) => entry.number > upTo);
    this.#bytes = this.#waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Lets all go: the graphs have to be compared. */
  compareInstead(): void {
    this.#waiting = [];
    this.#bytes = 0;
    this.#mustCompare = true;
  }

  /** The graphs were compared: Neo4j has every write up to a number. */
  compared(upTo: number): void {
    this.#mustCompare = false;
    this.forget(upTo);
  }
}
