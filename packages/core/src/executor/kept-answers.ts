import type { LlmAnswer } from '../capability/llm.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import type { AllFailedError } from '../resilience/all-failed-error.ts';
import type { ServedBy } from '../task/outcome.ts';
import type { Run } from './run.ts';

const servedBy: ServedBy = { name: 'answer-cache', rung: 'fallback' };

/**
 * An answer the model to be asked gave in an earlier run, where the user wants it before any model is asked.
 *
 * @param first - Name of that model.
 */
export async function answerInstead(run: Run, question: string, first: string | undefined): Promise<LlmAnswer | undefined> {
  const { cache } = run.rules;
  if (cache?.use !== 'always' || first === undefined) return undefined;
  const answer = await cache.find(question, first);
  if (answer) {
    run.served('llm', servedBy);
    run.emit({ type: 'model.recalled', model: answer.model });
  }
  return answer;
}

/** An answer that one of the models gave in an earlier run, for when none answers now. The run is degraded by it, and says so. */
export async function answerInOutage(run: Run, question: string, failure: AllFailedError): Promise<LlmAnswer | undefined> {
  const { cache, fallback } = run.rules;
  for (const name of cache ? fallback.names : []) {
    const answer = await cache?.find(question, name);
    if (!answer) continue;
    const [cause] = failure.causes;
    const since = new Date(run.clock.wallMs()).toISOString();
    const code = cause instanceof ArtemisError ? { code: cause.code } : {};
    run.served('llm', servedBy, {
      component: 'llm',
      from: fallback.names[0] ?? name,
      fallback: servedBy.name,
      reason: describeFailure(cause),
      ...code,
      since,
    });
    run.emit({ type: 'model.recalled', model: answer.model });
    return answer;
  }
  return undefined;
}
