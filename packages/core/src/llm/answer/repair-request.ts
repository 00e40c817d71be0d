import type { LlmAnswer, LlmMessage, LlmRequest } from '../../capability/llm.ts';

/** A longer answer is not sent back: it would cost more than it helps. */
const longestQuotedChars = 16_000;

/** The question that follows an answer that does not fit. It names what is wrong, and asks for all of it again. */
export function repairRequest(request: LlmRequest, answer: LlmAnswer, reason: string): LlmRequest {
  const wasCut = answer.finishReason === 'length';
  const isQuoted = !wasCut && answer.content.trim() !== '' && answer.content.length <= longestQuotedChars;
  const said: readonly LlmMessage[] = isQuoted ? [{ role: 'assistant', content: answer.content }] : [];
  const content = wasCut
    ? 'Your answer was cut off at the length limit. Answer again with one complete JSON object that is shorter: fewer comments, smaller files.'
    : `Your last answer cannot be used: ${reason}. Answer again with the complete, corrected JSON object and nothing else.`;
  return { ...request, messages: [...request.messages, ...said, { role: 'user', content }] };
}
