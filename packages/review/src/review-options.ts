import type { Implementation, Llm } from '@artemis/core';
import type { RuleOptions } from './rules/rule-options.ts';

/** Options of the review plugin. */
export interface ReviewOptions extends RuleOptions {
  /**
   * A model for reviews alone, best of another vendor than the author's, made by `openAiModel` or by the function of a vendor's
   * plugin. When it is away the run's own models review. Its calls go to it directly: they do not count against the limits of the
   * task, and are not in its cost. One review makes at most three. Default: the run's models.
   */
  readonly reviewer?: Implementation<Llm>;
  /** Time a review by a model may take, in milliseconds; then rules review. Default: 90 000. */
  readonly timeoutMs?: number;
  /** Longest text of a change that is shown to a model, in characters; files beyond that are reviewed by rules only. Default: 60 000. */
  readonly maxShownChars?: number;
}
