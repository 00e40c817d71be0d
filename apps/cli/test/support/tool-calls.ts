import type { ModelReply } from '@artemis/tooling-testkit';

/** An answer of the model that calls tools. */
export const callsTools = (...list: readonly (readonly [name: string, input: object])[]): ModelReply => ({
  toolCalls: list.map(([name, input]) => ({ name, arguments: JSON.stringify(input) })),
});
