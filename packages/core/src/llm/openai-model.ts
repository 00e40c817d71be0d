import type { Llm } from '../capability/llm.ts';
import type { Implementation } from '../component/component.ts';
import type { ModelSettings } from '../plugin/plugin.ts';
import type { Clock } from '../ports/clock.ts';
import { systemClock } from '../ports/system-clock.ts';
import { systemFetch, type Fetch } from '../ports/system-fetch.ts';
import { defaultCallLimits, type CallLimits } from './wire/call-limits.ts';
import { ModelEndpoint } from './wire/model-endpoint.ts';
import { modelBreaker, modelRetry } from './model-policy.ts';
import { OpenAiChat } from './wire/openai-chat.ts';

/** How a model client is made. */
export interface OpenAiModelOptions {
  /** Default: the real clock. */
  readonly clock?: Clock;
  /** Default: {@link defaultCallLimits}, limit by limit. */
  readonly limits?: Partial<CallLimits>;
  /** Default: the platform's. */
  readonly fetch?: Fetch;
}

/**
 * A model behind OpenAI's chat API, or behind any server that speaks it. Nothing is connected before the first call.
 * Every failure is a {@link ModelError}; when the caller's signal aborts, its reason is thrown instead.
 */
export function openAiModel(settings: ModelSettings, options: OpenAiModelOptions = {}): Implementation<Llm> {
  const { clock = systemClock, limits, fetch = systemFetch } = options;
  const implementation: Implementation<OpenAiChat> = {
    name: `${settings.vendor}/${settings.model}`,
    create: () => new OpenAiChat(new ModelEndpoint(settings, fetch), clock, { ...defaultCallLimits, ...limits }, settings.price),
    checkHealth: (chat, call) => chat.checkHealth(call),
    retry: modelRetry,
    breaker: modelBreaker,
  };
  return implementation;
}
