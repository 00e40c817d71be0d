import type { LlmAnswer, LlmUsage, ToolCall } from '../capability/llm.ts';
import { ModelError } from '../llm/failure/model-error.ts';
import { plainCopy } from './plain-copy.ts';

/**
 * Lets a model's answer through when it has the shape of one, as a copy that is plain JSON. Clients of vendors come from outside:
 * what TypeScript says of them is a promise, not a fact.
 *
 * @throws ModelError `ARTEMIS_E_MODEL_BAD_ANSWER`; the next model is then asked.
 */
export function expectAnswer(model: string, answer: unknown): LlmAnswer {
  const copy = plainCopy(answer);
  if (isRecord(copy) && isAnswer(copy)) {
    const { content, toolCalls, finishReason, usage } = copy;
    return { content, toolCalls, finishReason, usage, model: copy.model };
  }
  throw new ModelError('ARTEMIS_E_MODEL_BAD_ANSWER', `What the client of ${model} gave back is no answer of a model.`, {
    kind: 'switch',
    hint: 'The plugin that serves this vendor breaks its contract; update it, or list a second model.',
    facts: { model, reason: 'shape' },
  });
}

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

const finishReasons: readonly unknown[] = ['stop', 'length', 'tool-calls', 'content-filter'] satisfies LlmAnswer['finishReason'][];

const isAnswer = (value: Fields): value is Fields & LlmAnswer =>
  isText(value['content']) &&
  isText(value['model']) &&
  finishReasons.includes(value['finishReason']) &&
  isUsage(value['usage']) &&
  Array.isArray(value['toolCalls']) &&
  value['toolCalls'].every(isToolCall);

const isUsage = (value: unknown): value is LlmUsage => isRecord(value) && isCount(value['inputTokens']) && isCount(value['outputTokens']);
const isToolCall = (value: unknown): value is ToolCall =>
  isRecord(value) && isText(value['id']) && isText(value['name']) && isText(value['arguments']);
