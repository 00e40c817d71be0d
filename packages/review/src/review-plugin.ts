import { definePlugin, type CallContext, type Implementation, type Llm, type Plugin, type Reviewer } from '@artemis/core';
import { ModelReviewer } from './model/model-reviewer.ts';
import type { ReviewOptions } from './review-options.ts';
import { ruleReviewer } from './rules/rule-reviewer.ts';

const defaultTimeoutMs = 90_000;

/**
 * The review plugin: registers a review by a model, and below it a review by rules that needs none. With a `reviewer` that model is
 * asked first, then the run's own ones, then rules.
 */
export default function reviewPlugin(options: ReviewOptions = {}): Plugin {
  return definePlugin({
    name: '@artemis/review',
    apiVersion: 1,
    setup(host) {
      const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
      const byRules: Implementation<Reviewer> = { name: 'rules', create: () => ruleReviewer(options) };
      const byModel: Implementation<Reviewer> = { name: 'model', create: () => new ModelReviewer(options), timeoutMs };
      const { reviewer } = options;
      if (!reviewer) return host.register('review', { primary: byModel, fallback: byRules });
      host.register('review', { primary: byReviewer(reviewer, options, timeoutMs), fallback: [byModel, byRules] });
    },
  });
}

/** A reviewer with a model of its own, behind the breaker that model asks for. It is not retried: the run's own models come next. */
function byReviewer(reviewer: Implementation<Llm>, options: ReviewOptions, timeoutMs: number): Implementation<Reviewer> {
  const models = new WeakMap<Reviewer, Llm>();
  const withModel = async (instance: Reviewer, use: (llm: Llm) => void | Promise<void>): Promise<void> => {
    const llm = models.get(instance);
    if (llm) await use(llm);
  };
  return {
    name: reviewer.name,
    timeoutMs: Math.min(timeoutMs, reviewer.timeoutMs ?? Infinity),
    create: async (call) => {
      const llm = await reviewer.create(call);
      const instance = new ModelReviewer(options, (request, inner) => llm.complete(request, inner));
      models.set(instance, llm);
      return instance;
    },
    dispose: (instance: Reviewer) => withModel(instance, (llm) => reviewer.dispose?.(llm)),
    ...(reviewer.checkHealth && {
      checkHealth: (instance: Reviewer, call: CallContext) => withModel(instance, (llm) => reviewer.checkHealth?.(llm, call)),
    }),
    ...(reviewer.breaker && { breaker: reviewer.breaker }),
  };
}
