import type { Anthropic } from '@anthropic-ai/sdk';
import {
  ModelEndpoint,
  ModelError,
  RequestMark,
  watchModelCall,
  type CallContext,
  type CallLimits,
  type CallWatch,
  type Clock,
  type Fetch,
  type Llm,
  type LlmAnswer,
  type LlmRequest,
  type ModelOrigin,
  type ModelPrice,
  type ModelSettings,
  type WatchedCall,
} from '@artemis/core';
import { readClaudeAnswer } from './read-claude-answer.ts';
import { firstMaxTokens, mostTokensIn, toClaudeRequest } from './to-claude-request.ts';

const anthropicUrl = 'https://api.anthropic.com';
/** The SDK's own time limit is out of the way: the watch has better ones. */
const neverMs = 2 ** 31 - 1;
/** Statuses of a server that works but has no list of models. */
const noList: readonly number[] = [404, 405, 501];

/** Where a client works. */
export interface ClaudeSurroundings {
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly limits: CallLimits;
}

/** One model behind Anthropic's Messages API. It may be used by many callers at once. */
export class ClaudeMessages implements Llm {
  readonly model: string;
  readonly price?: ModelPrice;
  readonly #client: Anthropic;
  readonly #origin: ModelOrigin;
  readonly #surroundings: ClaudeSurroundings;
  #mostTokens = firstMaxTokens;

  private constructor(settings: ModelSettings, client: Anthropic, origin: ModelOrigin, surroundings: ClaudeSurroundings) {
    this.model = settings.model;
    if (settings.price) this.price = settings.price;
    this.#client = client;
    this.#origin = origin;
    this.#surroundings = surroundings;
  }

  /** @throws ModelError `ARTEMIS_E_MODEL_SETTINGS` for a base URL, key or header that cannot be sent. */
  static async open(settings: ModelSettings, surroundings: ClaudeSurroundings): Promise<ClaudeMessages> {
    // The SDK adds the version to the path itself; many people write it into the address.
    const baseUrl = (settings.baseUrl?.trim() || anthropicUrl).replace(/\/+(?:v1\/*)?$/, '');
    const { origin } = new ModelEndpoint({ ...settings, baseUrl }, surroundings.fetch);
    const { Anthropic } = await import('@anthropic-ai/sdk');
    const client = new Anthropic({
      // Given in any case: without one the SDK looks for keys in the environment and on the disk. One that is made up is not sent.
      apiKey: origin.key ?? 'none',
      baseURL: baseUrl,
      defaultHeaders: { ...(origin.key === undefined ? { authorization: null } : {}), 'user-agent': 'artemis', ...settings.headers },
      fetch: surroundings.fetch,
      // A redirect would carry key and prompt to another address.
      fetchOptions: { redirect: 'error' },
      maxRetries: 0,
      timeout: neverMs,
      logLevel: 'off',
      openTelemetry: false,
    });
    return new ClaudeMessages(settings, client, origin, surroundings);
  }

  /** Asks once; only a model that cannot give an answer so long is asked again for a shorter one, and from then on. */
  async complete(request: LlmRequest, call: CallContext): Promise<LlmAnswer> {
    const mostTokens = this.#mostTokens;
    try {
      return await this.#ask(toClaudeRequest(this.model, request, mostTokens), call);
    } catch (error) {
      const most = error instanceof ModelError ? mostTokensIn(error.message) : undefined;
      if (most === undefined || most >= mostTokens) throw error;
      this.#mostTokens = most;
      return this.#ask(toClaudeRequest(this.model, request, most), call);
    }
  }

  /** Asks for the list of models, which costs nothing. @throws ModelError when the server cannot be used. */
  async checkHealth(call: CallContext): Promise<void> {
    const { healthMs } = this.#surroundings.limits;
    await this.#within(call, { firstByteMs: healthMs, idleMs: healthMs, totalMs: healthMs }, async (watch) => {
      try {
        const response = await this.#client.models.list({ limit: 1 }, { signal: watch.signal }).asResponse();
        await response.body?.cancel();
      } catch (error) {
        if (!noList.includes((error as { readonly status?: number }).status ?? 0)) throw error;
      }
    });
  }

  #ask(request: ReturnType<typeof toClaudeRequest>, call: CallContext): Promise<LlmAnswer> {
    const { clock, limits } = this.#surroundings;
    return this.#within(call, limits, async (watch) => {
      const mark = new RequestMark();
      const response = await this.#client.messages.create(request, { signal: watch.signal, headers: mark.headers }).asResponse();
      mark.check(response.headers, this.#origin);
      watch.answered();
      return readClaudeAnswer(response, {
        origin: this.#origin,
        watch,
        maxAnswerBytes: limits.maxAnswerBytes,
        wallMs: () => clock.wallMs(),
      });
    });
  }

  #within<T>(call: CallContext, limits: WatchedCall['limits'], work: (watch: CallWatch) => Promise<T>): Promise<T> {
    return watchModelCall({ origin: this.#origin, clock: this.#surroundings.clock, limits, call }, work);
  }
}
