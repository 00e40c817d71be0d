import { createHash } from 'node:crypto';
import type { LlmAnswer, ToolCall } from '../../capability/llm.ts';
import { isRecord } from '../wire/error-payload.ts';

const version = 1;
const finishReasons: readonly unknown[] = ['stop', 'length', 'tool-calls', 'content-filter'];

/** An answer as text for the disk, with a checksum. */
export function encodeAnswer(answer: LlmAnswer): string {
  return JSON.stringify({ version, sha256: checksumOf(answer), answer });
}

/** The answer in such a text; `undefined` when anything about it is not as it was written. */
export function decodeAnswer(text: string): LlmAnswer | undefined {
  const stored = parse(text);
  if (!isRecord(stored) || stored['version'] !== version) return undefined;
  const { answer } = stored;
  return isAnswer(answer) && stored['sha256'] === checksumOf(answer) ? answer : undefined;
}

const checksumOf = (answer: LlmAnswer): string => createHash('sha256').update(JSON.stringify(answer)).digest('hex');

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAnswer(value: unknown): value is LlmAnswer {
  if (!isRecord(value)) return false;
  const { content, toolCalls, finishReason, usage, model } = value;
  return (
    typeof content === 'string' &&
    typeof model === 'string' &&
    finishReasons.includes(finishReason) &&
    Array.isArray(toolCalls) &&
    toolCalls.every(isToolCall) &&
    isRecord(usage) &&
    [usage['inputTokens'], usage['outputTokens']].every((count) => typeof count === 'number')
  );
}

const isToolCall = (value: unknown): value is ToolCall =>
  isRecord(value) && [value['id'], value['name'], value['arguments']].every((part) => typeof part === 'string');
