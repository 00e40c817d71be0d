import type { LlmAnswer } from '@artemis/core';

/** An answer of the model that calls tools. */
export const calls = (...list: readonly (readonly [name: string, input: object])[]): Partial<LlmAnswer> => ({
  toolCalls: list.map(([name, input], index) => ({ id: `call_${index}`, name, arguments: JSON.stringify(input) })),
  finishReason: 'tool-calls',
});
