import type { LlmAnswer } from '../../capability/llm.ts';

/** Why an answer ended, where it ended by itself. */
export type FinishReason = LlmAnswer['finishReason'];

const known: Readonly<Record<string, FinishReason | 'failed'>> = {
  stop: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  length: 'length',
  max_tokens: 'length',
  model_length: 'length',
  tool_calls: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
  safety: 'content-filter',
  recitation: 'content-filter',
  refusal: 'content-filter',
  // The server itself says that it broke off.
  error: 'failed',
  abort: 'failed',
  insufficient_system_resource: 'failed',
  malformed_function_call: 'failed',
};

/** Reads a finish reason in the words of any vendor. One that nobody knows is taken as an ordinary end. */
export const readFinishReason = (word: string): FinishReason | 'failed' => known[word.toLowerCase()] ?? 'stop';
