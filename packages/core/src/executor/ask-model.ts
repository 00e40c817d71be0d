import { createHash } from 'node:crypto';
import type { AskModel, Llm, LlmAnswer, LlmRequest } from '../capability/llm.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { RunBlockedError } from '../errors/run-blocked-error.ts';
import { modelRefusalOf } from '../llm/model-refusal.ts';
import { modelsOutError } from '../llm/models-out-error.ts';
import { usdOf } from '../llm/usd-of.ts';
import { AllFailedError } from '../resilience/all-failed-error.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { Run } from './run.ts';
import { waitForModels } from './wait-for-models.ts';

/**
 * The run's way to its models: what the journal has already is answered from there, everything else goes down the model list
 * and is kept before anybody sees it. Once no model answers, the run is blocked and further questions fail at once.
 */
export function modelAsker(run: Run): AskModel {
  const occurrences = new Map<string, number>();
  let blocked: RunBlockedError | undefined;
  return async (request, call) => {
    const key = keyOf(request, occurrences);
    if (run.journal.has(key)) return replay(run, run.journal.recall(key) as LlmAnswer);
    if (blocked) throw blocked;
    try {
      const answer = await waitForModels(run, () => askModels(run, request, call), call);
      await run.journal.remember(key, answer);
      return answer;
    } catch (error) {
      if (error instanceof RunBlockedError) blocked = error;
      throw error;
    }
  };
}

/** The same question asked twice in one run is two questions: the first answer may have been of no use. */
function keyOf(request: LlmRequest, occurrences: Map<string, number>): string {
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const occurrence = (occurrences.get(hash) ?? 0) + 1;
  occurrences.set(hash, occurrence);
  return `model:${hash}#${occurrence}`;
}

async function askModels(run: Run, request: LlmRequest, call: CallContext): Promise<LlmAnswer> {
  try {
    return await run.call('llm', (llm, inner) => askOne(run, llm, request, inner), call);
  } catch (error) {
    if (!(error instanceof AllFailedError)) throw error;
    // A model that answers, but not to this request, is not away: who asked can ask in another way.
    const refusal = error.causes.find((cause): cause is Error => modelRefusalOf(cause) !== null);
    if (refusal) throw refusal;
    throw error.causes.find((cause) => cause instanceof RunBlockedError) ?? modelsOutError(error);
  }
}

async function askOne(run: Run, llm: Llm, request: LlmRequest, call: CallContext): Promise<LlmAnswer> {
  const startMs = run.clock.nowMs();
  const reservation = run.budget.reserve(request, llm.price);
  run.emit({ type: 'model.requested', model: llm.model, inputBytes: Buffer.byteLength(JSON.stringify(request.messages)) });
  try {
    const answer = await llm.complete(request, call);
    const { usage } = answer;
    reservation.settle(usage);
    run.emit({
      type: 'model.answered',
      model: llm.model,
      durationMs: Math.round(run.clock.nowMs() - startMs),
      ...usage,
      usd: usdOf(usage, llm.price),
      replayed: false,
    });
    return answer;
  } catch (error) {
    reservation.release();
    const code = error instanceof ArtemisError ? error.code : 'ARTEMIS_E_INTERNAL';
    run.emit({ type: 'model.failed', model: llm.model, code, message: describeFailure(error) });
    throw error;
  }
}

function replay(run: Run, answer: LlmAnswer): LlmAnswer {
  run.emit({ type: 'model.answered', model: answer.model, durationMs: 0, ...answer.usage, usd: 0, replayed: true });
  return answer;
}
