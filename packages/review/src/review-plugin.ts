import { definePlugin, InvalidOptionError, type Implementation, type Plugin, type Reviewer } from '@artemis/core';
import { ModelReviewer } from './model/model-reviewer.ts';
import type { ReviewOptions } from './review-options.ts';
import { ruleReviewer } from './rules/rule-reviewer.ts';
import { secretReviewer } from './rules/secret-reviewer.ts';

const defaultTimeoutMs = 90_000;
const knownBy: ReadonlySet<ReviewOptions['by']> = new Set([undefined, 'model', 'rules']);

/**
 * The review plugin: registers a review by a model, below it one by rules that needs none, and below that a look for secrets.
 *
 * @throws InvalidOptionError `ARTEMIS_E_INVALID_OPTION` from its setup, when `by` is neither of the two.
 */
export default function reviewPlugin(options: ReviewOptions = {}): Plugin {
  return definePlugin({
    name: '@artemis/review',
    apiVersion: 1,
    setup(host) {
      // A typing mistake must not cost calls that nobody wanted.
      if (!knownBy.has(options.by)) throw new InvalidOptionError('by', 'model or rules', options.by);
      const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
      const byModel: Implementation<Reviewer> = { name: 'model', create: () => new ModelReviewer(options), timeoutMs };
      const byRules: Implementation<Reviewer> = { name: 'rules', create: () => ruleReviewer(options) };
      const forSecrets: Implementation<Reviewer> = { name: 'secret-scan', create: () => secretReviewer };
      if (options.by === 'rules') host.register('review', { primary: byRules, fallback: forSecrets });
      else host.register('review', { primary: byModel, fallback: [byRules, forSecrets] });
    },
  });
}
