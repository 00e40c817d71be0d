import { definePlugin, type Implementation, type Plugin, type Reviewer } from '@artemis/core';
import { ModelReviewer } from './model/model-reviewer.ts';
import type { ReviewOptions } from './review-options.ts';
import { ruleReviewer } from './rules/rule-reviewer.ts';
import { secretReviewer } from './rules/secret-reviewer.ts';

const defaultTimeoutMs = 90_000;

/** The review plugin: registers a review by a model, below it one by rules that needs none, and below that a look for secrets. */
export default function reviewPlugin(options: ReviewOptions = {}): Plugin {
  return definePlugin({
    name: '@artemis/review',
    apiVersion: 1,
    setup(host) {
      const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
      const byModel: Implementation<Reviewer> = { name: 'model', create: () => new ModelReviewer(options), timeoutMs };
      const byRules: Implementation<Reviewer> = { name: 'rules', create: () => ruleReviewer(options) };
      const forSecrets: Implementation<Reviewer> = { name: 'secret-scan', create: () => secretReviewer };
      if (options.by === 'rules') host.register('review', { primary: byRules, fallback: forSecrets });
      else host.register('review', { primary: byModel, fallback: [byRules, forSecrets] });
    },
  });
}
