import type { RuleOptions } from './rules/rule-options.ts';

/** Options of the review plugin. */
export interface ReviewOptions extends RuleOptions {
  /**
   * Who reviews: a model of the run together with the rules, best one of another vendor than the author's, or the rules alone,
   * which take no call. Default: `model`; the rules then stand in for it.
   */
  readonly by?: 'model' | 'rules';
  /** Time a review by a model may take, in milliseconds; then rules review. Default: 90 000. */
  readonly timeoutMs?: number;
  /** Longest text of a change that is shown to a model, in characters; files beyond that are reviewed by rules only. Default: 60 000. */
  readonly maxShownChars?: number;
}
