import { z } from 'zod';
import type { LlmAnswer, LlmRequest } from '../../src/capability/llm.ts';
import { askStructured, type StructuredQuestion } from '../../src/llm/answer/structured-answer.ts';
import { callWith, question } from './ask.ts';

const file = z.object({ filename: z.string().min(1), content: z.string().min(1) });
export const whole = z.object({ approach: z.string().default(''), implementation: file, tests: file });
export const untested = whole.partial({ tests: true });

export const reference = {
  approach: 'Adds a function and its test.',
  implementation: { filename: 'src/add.mjs', content: 'export const add = (a, b) => {\n  return a + b; // "sum"\n};\n' },
  tests: { filename: 'test/add.test.mjs', content: "import { add } from '../src/add.mjs';\nassert.deepEqual([add(1, 2)], [3]); // {x}}\n" },
};
export const referenceText = JSON.stringify(reference);

export const answerOf = (content: string, finishReason: LlmAnswer['finishReason'] = 'stop'): LlmAnswer => ({
  content,
  finishReason,
  toolCalls: [],
  usage: { inputTokens: 1, outputTokens: 1 },
  model: 'test-model',
});

/** Asks a model that gives these answers in turn, the last one for ever. */
export async function askInTurn(answers: readonly (string | LlmAnswer)[], options: Partial<StructuredQuestion<unknown>> = {}) {
  const requests: LlmRequest[] = [];
  const reasons: string[] = [];
  const result = await askStructured<any>({
    ask: async (request) => {
      const answer = answers[Math.min(requests.length, answers.length - 1)] ?? '';
      requests.push(request);
      return typeof answer === 'string' ? answerOf(answer) : answer;
    },
    request: question,
    schema: async () => whole,
    call: callWith(),
    onRepair: (_repair, reason) => void reasons.push(reason),
    ...options,
  }).catch((error: unknown) => ({ error: error as Record<string, any> }));
  return { result: result as any, requests, reasons };
}
