import type { Llm, LlmAnswer, LlmRequest } from '../../src/capability/llm.ts';
import type { Implementation } from '../../src/component/component.ts';
import { openAiModel, type OpenAiModelOptions } from '../../src/llm/openai-model.ts';
import type { ModelSettings } from '../../src/plugin/plugin.ts';
import type { CallContext } from '../../src/resilience/call-context.ts';

export const key = 'sk-test-0123456789abcdefXYZ';

/** A call that nobody limits or stops. */
export const callWith = (signal: AbortSignal = new AbortController().signal): CallContext => ({ signal, remainingMs: () => Infinity });

export const question: LlmRequest = { messages: [{ role: 'user', content: 'hello' }] };

export const modelAt = (baseUrl: string, options: OpenAiModelOptions = {}, settings: Partial<ModelSettings> = {}): Implementation<Llm> =>
  openAiModel({ vendor: 'openai', model: 'test-model', baseUrl, apiKey: key, keyVariable: 'OPENAI_API_KEY', ...settings }, options);

export const clientAt = async (...args: Parameters<typeof modelAt>): Promise<Llm> => modelAt(...args).create(callWith());

/** Asks the model at a base URL one question. */
export async function askAt(baseUrl: string, options: OpenAiModelOptions = {}, request: LlmRequest = question): Promise<LlmAnswer> {
  return (await clientAt(baseUrl, options)).complete(request, callWith());
}

/** Waits until something is true. The test's own time limit is the only limit. */
export async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 5));
}
