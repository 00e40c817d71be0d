import type { Developer, DevelopRequest } from '../capability/supervision.ts';
import { askStructured } from '../llm/answer/structured-answer.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { estimateTokens } from './make-room.ts';
import { modelRefusalOf } from '../llm/failure/model-refusal.ts';
import { patchOf, type OneShotAnswer } from './one-shot-answer.ts';
import type { OneShotSchemas } from './one-shot-schemas.ts';
import { oneShotPrompt } from './one-shot-prompt.ts';
import { tooLong } from './window-asker.ts';

/** One developer, one question, one answer: the files as JSON. It needs a model and nothing else. */
export const oneShotDeveloper: Developer = {
  develop: async (request, call) => patchOf(await askOneShot(request, call)),
};

/**
 * Asks for the whole work in one answer. A model that cannot read so much is asked with less: first without the context that was
 * found, then without the files and the plan.
 *
 * @throws ArtemisError `ARTEMIS_E_INVALID_ANSWER` when the model never gives one that fits, `ARTEMIS_E_CONTEXT_TOO_LONG` when
 * even the task alone is too long.
 */
export async function askOneShot(request: DevelopRequest, call: CallContext): Promise<OneShotAnswer> {
  const withoutContext: DevelopRequest = { ...request, context: [] };
  const smaller = [
    { request: withoutContext, left: 'the context that was found' },
    { request: { ...withoutContext, plan: { ...request.plan, steps: [] }, project: nothing }, left: 'the plan and the files' },
  ];
  for (let asked = request; ;) {
    try {
      return await askOnce(asked, call);
    } catch (error) {
      if (modelRefusalOf(error) !== 'too-long') throw error;
      const next = smaller.shift();
      if (!next) throw tooLong(estimateTokens(await oneShotPrompt(asked)), error);
      request.report({
        type: 'warning.raised',
        message: `The request was longer than the model can read; it is asked again without ${next.left}.`,
      });
      asked = next.request;
    }
  }
}

const nothing: DevelopRequest['project'] = { read: async () => null, list: async () => [] };

async function askOnce(request: DevelopRequest, call: CallContext): Promise<OneShotAnswer> {
  const { value, lenient } = await askStructured({
    ask: request.ask,
    request: {
      messages: [
        { role: 'system', content: request.prompt },
        { role: 'user', content: await oneShotPrompt(request) },
      ],
    },
    schema: async () => (await schemas()).complete,
    lenientSchema: async () => (await schemas()).untested,
    call,
    onRepair: (repair, reason) => request.report({ type: 'answer.repaired', repair, reason }),
  });
  if (lenient) request.report({ type: 'warning.raised', message: 'The model wrote no tests for its change.' });
  return value;
}

/** Loaded when the first answer is there, so that nobody waits for it before. */
const schemas = async (): Promise<OneShotSchemas> => (await import('./one-shot-schemas.ts')).oneShotSchemas();
