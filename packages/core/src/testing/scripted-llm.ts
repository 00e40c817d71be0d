import type { Llm, LlmAnswer, LlmRequest } from '../capability/llm.ts';
import { definePlugin } from '../plugin/define-plugin.ts';
import type { Plugin } from '../plugin/plugin.ts';

/** One entry of a script: an answer, its text alone, an error to throw, or a function that makes one of these from the request. */
export type ScriptedAnswer = string | Partial<LlmAnswer> | Error | ((request: LlmRequest) => string | Partial<LlmAnswer> | Error);

/** A model that plays back its script, one entry a call; the last one repeats. It keeps what it was asked. */
export interface ScriptedLlm extends Llm {
  readonly requests: readonly LlmRequest[];
}

/** Makes a {@link ScriptedLlm}. It needs no network, so it shows nothing about the wire. */
export function scriptedLlm(...script: readonly [ScriptedAnswer, ...ScriptedAnswer[]]): ScriptedLlm {
  const requests: LlmRequest[] = [];
  return {
    model: 'scripted',
    requests,
    async complete(request, { signal }) {
      signal.throwIfAborted();
      const entry = script[Math.min(requests.push(request) - 1, script.length - 1)] ?? '';
      const answer = typeof entry === 'function' ? entry(request) : entry;
      if (answer instanceof Error) throw answer;
      return { ...plain, ...(typeof answer === 'string' ? { content: answer } : answer) };
    },
  };
}

/** A plugin that serves models of the vendor `scripted` with the given one. */
export function scriptedVendor(llm: Llm): Plugin {
  return definePlugin({
    name: 'artemis-plugin-scripted',
    apiVersion: 1,
    setup: (host) => host.registerModelVendor('scripted', ({ model }) => ({ name: `scripted/${model}`, create: () => llm })),
  });
}

const plain: LlmAnswer = {
  content: '',
  toolCalls: [],
  finishReason: 'stop',
  usage: { inputTokens: 10, outputTokens: 10 },
  model: 'scripted',
};
