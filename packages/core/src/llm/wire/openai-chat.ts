import type { Llm, LlmAnswer, LlmCall, LlmRequest, ModelPrice } from '../../capability/llm.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CallContext } from '../../resilience/call-context.ts';
import type { CallLimits } from './call-limits.ts';
import type { CallWatch } from './call-watch.ts';
import { classifyErrorAnswer, type ErrorAnswer } from '../failure/classify-model-error.ts';
import type { ModelEndpoint } from './model-endpoint.ts';
import type { ModelError } from '../failure/model-error.ts';
import { readAnswer } from './read-answer.ts';
import { readErrorAnswer } from './read-error-answer.ts';
import { adaptDialect, firstDialect, type WireDialect } from './wire-dialect.ts';
import { watchModelCall, type WatchedCall } from './watch-model-call.ts';
import { toWireRequest } from './wire-request.ts';

/** More adaptations than there are parts of a dialect would go round in circles. */
const mostDialects = 5;

/** Statuses of a server that works but has no list of models. */
const noList: readonly number[] = [404, 405, 501];

/** An answer that says what the server does not know, and how to ask it instead. */
interface Adaptation {
  readonly failed: ErrorAnswer;
  readonly next: WireDialect;
}

/** One model behind OpenAI's chat API. It holds no connection of its own and may be used by many callers at once. */
export class OpenAiChat implements Llm {
  readonly price?: ModelPrice;
  readonly #endpoint: ModelEndpoint;
  readonly #clock: Clock;
  readonly #limits: CallLimits;
  #dialect: WireDialect;

  constructor(endpoint: ModelEndpoint, clock: Clock, limits: CallLimits, price?: ModelPrice) {
    if (price) this.price = price;
    this.#endpoint = endpoint;
    this.#clock = clock;
    this.#limits = limits;
    this.#dialect = firstDialect(endpoint.origin.endpoint);
  }

  get model(): string {
    return this.#endpoint.origin.model;
  }

  /** Asks once; only a server that refuses a part of the dialect is asked again without it, and is not sent it again once that worked. */
  async complete(request: LlmRequest, call: LlmCall): Promise<LlmAnswer> {
    let dialect = this.#dialect;
    for (let round = 1; ; round++) {
      const used = dialect;
      const answer = await this.#within(call, this.#limitsFor(used), (watch) => {
        if (!used.stream) call.onQuiet?.();
        return this.#ask(request, used, watch);
      });
      if (!('failed' in answer)) {
        // Remembered only now: a refusal may have named a part that was not to blame.
        if (round > 1) this.#dialect = used;
        return answer;
      }
      if (round >= mostDialects) throw this.#classify(answer.failed);
      dialect = answer.next;
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
      watch.letGo();
    });
  }

  async #ask(request: LlmRequest, dialect: WireDialect, watch: CallWatch): Promise<LlmAnswer | Adaptation> {
    const { origin } = this.#endpoint;
    const response = await this.#endpoint.send('/chat/completions', toWireRequest(this.model, request, dialect), watch.signal);
    watch.answered();
    if (!response.ok) {
      const failed = await readErrorAnswer(response, origin, this.#clock);
      const next = adaptDialect(dialect, failed);
      if (next === undefined) throw this.#classify(failed);
      watch.letGo();
      return { failed, next };
    }
    return readAnswer(response, { origin, watch, maxAnswerBytes: this.#limits.maxAnswerBytes, wallMs: () => this.#clock.wallMs() });
  }

  #within<T>(call: LlmCall, limits: WatchedCall['limits'], work: (watch: CallWatch) => Promise<T>): Promise<T> {
    return watchModelCall({ origin: this.#endpoint.origin, clock: this.#clock, limits, call }, work);
  }

  /** Without a stream the headers come when the whole answer is there. */
  #limitsFor(dialect: WireDialect): CallLimits {
    return dialect.stream ? this.#limits : { ...this.#limits, firstByteMs: this.#limits.totalMs };
  }

  #classify(answer: ErrorAnswer): ModelError {
    return classifyErrorAnswer(answer, this.#endpoint.origin, this.#clock.wallMs());
  }
}
