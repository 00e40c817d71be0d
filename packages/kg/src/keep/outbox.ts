import { rowsOf, type GraphChange } from '../model/graph-change.ts';
import type { NumberedChange } from './kept-state.ts';

/** How many writes wait for Neo4j at most. */
export interface OutboxLimits {
  readonly maxChanges: number;
  /** Nodes and edges in them. */
  readonly maxRows: number;
}

/** Limits that hold unless others are given. */
export const defaultOutboxLimits: OutboxLimits = { maxChanges: 10_000, maxRows: 100_000 };

/** Writes that Neo4j has not been told of. When there are too many, they are let go and both graphs are compared instead. */
export class Outbox {
  readonly #limits: OutboxLimits;
  #waiting: NumberedChange[] = [];
  #rows = 0;
  #mustCompare: boolean;
  #compareAt = 0;

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
    this.#waiting.push({ number, change });
    this.#rows += rowsOf(change);
    if (this.#waiting.length > this.#limits.maxChanges || this.#rows > this.#limits.maxRows) this.compareInstead(number);
  }

  /** The oldest writes that wait, in order. */
  next(count: number): readonly NumberedChange[] {
    return this.#waiting.slice(0, count);
  }

  /** Forgets the writes up to a number: Neo4j has them. */
  forget(upTo: number): void {
    this.#waiting = this.#waiting.filter(({ number }) => number > upTo);
    this.#rows = this.#waiting.reduce((sum, { change }) => sum + rowsOf(change), 0);
  }

  /** Lets all go: the graphs have to be compared, as of the write with this number at least. */
  compareInstead(number: number): void {
    this.#waiting = [];
    this.#rows = 0;
    this.#mustCompare = true;
    this.#compareAt = Math.max(this.#compareAt, number);
  }

  /** The graphs were compared: Neo4j has every write up to a number. More may have come meanwhile. */
  compared(upTo: number): void {
    if (this.#compareAt <= upTo) this.#mustCompare = false;
    this.forget(upTo);
  }
}
