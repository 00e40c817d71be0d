import {
  defaultCallLimits,
  modelBreaker,
  modelRetry,
  systemClock,
  systemFetch,
  type CallLimits,
  type Clock,
  type Fetch,
  type Implementation,
  type Llm,
  type ModelSettings,
} from '@artemis/core';
import { ClaudeMessages } from './claude-messages.ts';

/** How a model client is made. */
export interface ClaudeModelOptions {
  /** Default: the real clock. */
  readonly clock?: Clock;
  /** Default: those of every model of core, limit by limit. */
  readonly limits?: Partial<CallLimits>;
  /** Default: the platform's. */
  readonly fetch?: Fetch;
}

/**
 * A model behind Anthropic's API, or behind any server that speaks it. Nothing is loaded or connected before the first call.
 * Every failure is a `ModelError`; when the caller's signal aborts, its reason is thrown instead.
 */
export function claudeModel(settings: ModelSettings, options: ClaudeModelOptions = {}): Implementation<Llm> {
  const { clock = systemClock, limits, fetch = systemFetch } = options;
  const implementation: Implementation<ClaudeMessages> = {
    name: `${settings.vendor}/${settings.model}`,
    create: () => ClaudeMessages.open(settings, { clock, fetch, limits: { ...defaultCallLimits, ...limits } }),
    checkHealth: (claude, call) => claude.checkHealth(call),
    retry: modelRetry,
    breaker: modelBreaker,
  };
  return implementation;
}
