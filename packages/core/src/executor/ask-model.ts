import { createHash } from 'node:crypto';
import type { AskModel, Llm, LlmAnswer, LlmRequest } from '../capability/llm.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { RunBlockedError } from '../errors/run-blocked-error.ts';
import { usdOf } from '../llm/usd-of.ts';
import { modelsOutError } from '../llm/models-out-error.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { AllFailedError } from '../resilience/all-failed-error.ts';
import type { Run } from './run.ts';

/**
 * The run's way to its models: what the journal has already is answered from there, everything else goes down the model list
 * and is kept before anybody sees it. Once no model answers, the run is blocked and further questions fail at once.
 */
export function modelAsker(run: Run): AskModel {
  const occurrences = new Map<string, number>();
  let blocked: RunBlockedError | null = null;
  return async (request, call) => {
    const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    const occurrence = (occurrences.get(hash) ?? 0) + 1;
    occurrences.set(hash, occurrence);
    const key = `model:${hash}#${occurrence}`;
    if (run.journal.has(key)) return replay(run, run.journal.recall(key) as LlmAnswer);
    if (blocked) throw blocked;
    try {
      const answer = await run.call('llm', (llm, inner) => askOne(run, llm, request, inner), call);
      await run.journal.remember(key, answer);
      return answer;
    } catch (error) {
      if (error instanceof AllFailedError) blocked = error.causes.find((cause) => cause instanceof RunBlockedError) ?? modelsOutError(error);
      throw blocked ?? error;
    }
  };
}

async function askOne(run: Run, llm: Llm, request: LlmRequest, call: CallContext): Promise<LlmAnswer> {
  const startMs = run.clock.nowMs();
  const reservation = run.budget.reserve(request, llm.price);
  run.emit({ type: 'model.requested', model: llm.model, inputBytes: Buffer.byteLength(JSON.stringify(request.messages)) });
  try {
    const answer = await llm.complete(request, call);
    const { usage } = answer;
    reservation.settle(usage);
    run.emit({ type: 'model.answered', model: llm.model, durationMs: Math.round(run.clock.nowMs() - startMs), ...usage, usd: usdOf(usage, llm.price), replayed: false });
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
