import type { CallLimits } from './call-limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { Implementation } from '../component/component.ts';
import type { Llm } from '../capability/llm.ts';
import type { ModelSettings } from '../plugin/plugin.ts';
import { ArtemisError } from '../errors/artemis-error.ts';

/** How a model client is made. */
export interface OpenAiModelOptions {
  /** Default: the real clock. */
  readonly clock?: Clock;
  readonly limits?: Partial<CallLimits>;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch;
}

/** A model behind OpenAI's chat API, or behind any server that speaks it. Nothing is loaded or connected before the first call. */
export function openAiModel(settings: ModelSettings, _options: OpenAiModelOptions = {}): Implementation<Llm> {
  return {
    name: `${settings.vendor}/${settings.model}`,
    create() {
      throw new ArtemisError('ARTEMIS_E_MODEL_UNREACHABLE', 'The model client is not built yet.', { hint: 'Wait for it.' });
    },
  };
}
