import type { StrategyName } from './strategy-name.ts';

/**
 * One thing a strategy does with the steps it has so far.
 *
 * - `draft`: asks for a plan, once for each prompt and all at once. Of several drafts the one that the others agree with most is
 *   taken, by the words of their steps; no model judges them.
 * - `revise`: shows the plan and asks for a better one.
 * - `expand`: asks for the steps of each part, and puts them in its place.
 * - `tests-first`: moves the steps that write tests to the front. A plan without one is of no use.
 */
export type Move =
  | { readonly kind: 'draft'; readonly prompts: readonly [string, ...string[]] }
  | { readonly kind: 'revise'; readonly prompt: string }
  | { readonly kind: 'expand'; readonly prompt: string }
  | { readonly kind: 'tests-first' };

/** A strategy as data: what is asked, and how the steps come of it. */
export interface Strategy {
  readonly name: StrategyName;
  /** Model calls it takes when every answer can be used; for `decompose` with three parts. */
  readonly calls: number;
  /** Calls it has to wait for one after the other. */
  readonly rounds: number;
  readonly moves: readonly Move[];
}
