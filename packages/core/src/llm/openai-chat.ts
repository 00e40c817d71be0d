import type { Llm, LlmAnswer, LlmRequest } from '../capability/llm.ts';
import type { Clock } from '../ports/clock.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { CallLimits } from './call-limits.ts';
import { CallWatch, type CallPhase } from './call-watch.ts';
import { classifyErrorAnswer, classifyModelError, type ErrorAnswer } from './classify-model-error.ts';
import type { ModelEndpoint } from './model-endpoint.ts';
import { ModelError } from './model-error.ts';
import { readAnswer } from './read-answer.ts';
import { readErrorAnswer } from './read-error-answer.ts';
import { adaptDialect, firstDialect, type WireDialect } from './wire-dialect.ts';
import { toWireRequest } from './wire-request.ts';

/** More adaptations than there are parts of a dialect would go round in circles. */
const mostDialects = 5;

/** Statuses of a server that works but has no list of models. */
const noList: readonly number[] = [404, 405, 501];

/** One model behind OpenAI's chat API. It holds no connection of its own and may be used by many callers at once. */
export class OpenAiChat implements Llm {
  readonly #endpoint: ModelEndpoint;
  readonly #clock: Clock;
  readonly #limits: CallLimits;
  #dialect: WireDialect;

  constructor(endpoint: ModelEndpoint, clock: Clock, limits: CallLimits) {
    this.#endpoint = endpoint;
    this.#clock = clock;
    this.#limits = limits;
    this.#dialect = firstDialect(endpoint.origin.endpoint);
  }

  get model(): string {
    return this.#endpoint.origin.model;
  }

  /** Asks once; only a server that refuses a part of the dialect is asked again without that part, and then never sent it again. */
  async complete(request: LlmRequest, call: CallContext): Promise<LlmAnswer> {
    for (let round = 1; ; round++) {
      const dialect = this.#dialect;
      const answer = await this.#within(call, this.#limitsFor(dialect), (watch) => this.#ask(request, dialect, watch));
      if (!('failed' in answer)) return answer;
      if (round >= mostDialects || !this.#adapt(dialect, answer.failed)) throw this.#classify(answer.failed);
    }
  }

  /** Asks for the list of models, which costs nothing. @throws ModelError when the server cannot be used. */
  async checkHealth(call: CallContext): Promise<void> {
    const { healthMs } = this.#limits;
    const limits = { firstByteMs: healthMs, idleMs: healthMs, totalMs: healthMs };
    await this.#within(call, limits, async (watch) => {
      const response = await this.#endpoint.send('/models', undefined, watch.signal);
      if (!response.ok && !noList.includes(response.status))
        throw this.#classify(await readErrorAnswer(response, this.#endpoint.origin, this.#clock));
      await response.body?.cancel();
    });
  }

  async #ask(request: LlmRequest, dialect: WireDialect, watch: CallWatch): Promise<LlmAnswer | { readonly failed: ErrorAnswer }> {
    const { origin } = this.#endpoint;
    const response = await this.#endpoint.send('/chat/completions', toWireRequest(this.model, request, dialect), watch.signal);
    watch.answered();
    if (!response.ok) return { failed: await readErrorAnswer(response, origin, this.#clock) };
    return readAnswer(response, { origin, watch, maxAnswerBytes: this.#limits.maxAnswerBytes, wallMs: () => this.#clock.wallMs() });
  }

  /** Runs `work` under its deadlines. What it throws is a {@link ModelError}, or the caller's own reason to stop. */
  async #within<T>(
    call: CallContext,
    limits: Pick<CallLimits, 'firstByteMs' | 'idleMs' | 'totalMs'>,
    work: (watch: CallWatch) => Promise<T>,
  ): Promise<T> {
    call.signal.throwIfAborted();
    const watch = new CallWatch({
      clock: this.#clock,
      limits,
      outer: call.signal,
      timeoutError: (phase, limitMs) => this.#timeoutError(phase, limitMs),
    });
    try {
      const result = await watch.race(work(watch));
      watch.dispose();
      return result;
    } catch (error) {
      watch.abandon();
      call.signal.throwIfAborted();
      throw classifyModelError(error, this.#endpoint.origin, this.#clock.wallMs());
    }
  }

  /** @returns Whether it is worth asking again: this call, or another one meanwhile, has learnt what the server refuses. */
  #adapt(used: WireDialect, failed: ErrorAnswer): boolean {
    if (this.#dialect !== used) return true;
    const said = typeof failed.body === 'string' ? failed.body : JSON.stringify(failed.body);
    const next = adaptDialect(used, failed.status ?? 0, said);
    if (next) this.#dialect = next;
    return next !== undefined;
  }

  /** Without a stream the headers come when the whole answer is there. */
  #limitsFor(dialect: WireDialect): CallLimits {
    return dialect.stream ? this.#limits : { ...this.#limits, firstByteMs: this.#limits.totalMs };
  }

  #classify(answer: ErrorAnswer): ModelError {
    return classifyErrorAnswer(answer, this.#endpoint.origin, this.#clock.wallMs());
  }

  #timeoutError(phase: CallPhase, limitMs: number): ModelError {
    const { model, endpoint } = this.#endpoint.origin;
    return new ModelError('ARTEMIS_E_MODEL_TIMEOUT', `${model} at ${endpoint} ${stillness[phase]} within ${limitMs} ms.`, {
      kind: 'retry',
      hint: 'Check the server, or list a second model; a slow local model may need a higher limit.',
      facts: { model, endpoint, phase, limitMs },
    });
  }
}

const stillness: Readonly<Record<CallPhase, string>> = {
  'first-byte': 'did not begin to answer',
  idle: 'stopped in the middle of its answer and sent no more',
  total: 'did not come to an end',
};
