import type { Llm, LlmAnswer, LlmCall, LlmRequest } from '../capability/llm.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { hedgedCall, type Silence } from '../llm/hedged-call.ts';
import { ModelError } from '../llm/failure/model-error.ts';
import { usdOf } from '../llm/usd-of.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { expectAnswer } from './expect-answer.ts';
import type { Run } from './run.ts';

/** Who asks: a further developer, or the run itself. */
export interface Asker {
  readonly developer?: string;
}

/** A question to one model of the list. */
export interface ModelQuestion {
  readonly llm: Llm;
  readonly request: LlmRequest;
  readonly call: CallContext;
  /** Whether another model can be asked should this one fall silent. */
  readonly mayLeave: () => boolean;
  readonly by: Asker;
}

/** Asks one model, with a further request beside one that is silent where nobody else can be asked. Each request is paid for and put on record. */
export function askOneModel(run: Run, question: ModelQuestion): Promise<LlmAnswer> {
  const { llm, call, mayLeave } = question;
  return hedgedCall((inner, number) => sendRequest(run, question, inner, number), {
    clock: run.clock,
    limits: run.rules.limits,
    call,
    mayLeave,
    tail: run.rules.hedging?.of(llm.model),
    silentError: (silence) => silentError(llm.model, silence),
  });
}

async function sendRequest(run: Run, { llm, request, by }: ModelQuestion, call: LlmCall, number: number): Promise<LlmAnswer> {
  const { model } = llm;
  const startMs = run.clock.nowMs();
  const reservation = run.budget.reserve(request, llm.price);
  if (number > 1) run.emit({ type: 'model.hedged', model, request: number, ...by });
  run.emit({ type: 'model.requested', model, inputBytes: Buffer.byteLength(JSON.stringify(request.messages)), ...by });
  try {
    const answer = expectAnswer(model, await llm.complete(request, call));
    const { usage } = answer;
    reservation.settle(usage);
    run.emit({
      type: 'model.answered',
      model,
      durationMs: Math.round(run.clock.nowMs() - startMs),
      ...usage,
      usd: usdOf(usage, llm.price),
      replayed: false,
      ...by,
    });
    return answer;
  } catch (error) {
    if (call.signal.aborted) {
      const usage = reservation.abandon();
      run.emit({ type: 'model.abandoned', model, ...usage, usd: usdOf(usage, llm.price), ...by });
    } else reservation.release();
    const isFailure = !call.signal.aborted || error instanceof ArtemisError;
    if (isFailure)
      run.emit({
        type: 'model.failed',
        model,
        code: error instanceof ArtemisError ? error.code : 'ARTEMIS_E_INTERNAL',
        message: describeFailure(error),
        ...by,
      });
    throw error;
  }
}

/** How long a silent model is left alone while others serve, in milliseconds: every question to it would cost its silence again. */
const leftAloneMs = 90_000;

const silentError = (model: string, { phase, silentMs, isLeft }: Silence): ModelError =>
  new ModelError(
    'ARTEMIS_E_MODEL_TIMEOUT',
    `${model} ${phase === 'idle' ? 'stopped in the middle of its answer' : 'did not begin to answer'} within ${silentMs} ms.`,
    {
      kind: 'switch',
      hint: 'Check the server, or list a second model; a slow local model may need a higher limit.',
      facts: { model, phase, limitMs: silentMs },
      ...(isLeft && { retryAfterMs: leftAloneMs }),
    },
  );
