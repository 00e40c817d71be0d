import type { Developer, DevelopRequest } from '../capability/supervision.ts';
import { askStructured } from '../llm/structured-answer.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { completeAnswerSchema, patchOf, untestedAnswerSchema, type OneShotAnswer } from './one-shot-answer.ts';
import { oneShotPrompt } from './one-shot-prompt.ts';

/** One developer, one question, one answer: the files as JSON. It needs a model and nothing else. */
export const oneShotDeveloper: Developer = {
  develop: async (request, call) => patchOf(await askOneShot(request, call)),
};

/**
 * Asks for the whole work in one answer.
 *
 * @throws ArtemisError `ARTEMIS_E_INVALID_ANSWER` when the model never gives one that fits.
 */
export async function askOneShot(request: DevelopRequest, call: CallContext): Promise<OneShotAnswer> {
  const { value } = await askStructured({
    ask: request.ask,
    request: { messages: [{ role: 'system', content: request.prompt }, { role: 'user', content: await oneShotPrompt(request) }] },
    schema: completeAnswerSchema,
    lenientSchema: untestedAnswerSchema,
    call,
  });
  return value;
}
