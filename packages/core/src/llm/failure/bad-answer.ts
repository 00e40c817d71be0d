import { ModelError, type ModelErrorKind } from './model-error.ts';
import type { ModelOrigin } from './model-origin.ts';

/** Ways in which what came back is no answer. */
export type BadAnswerReason = 'broken' | 'crossed' | 'cut' | 'empty' | 'failed' | 'html' | 'no-answer' | 'repetition' | 'too-large';

const sentences: Readonly<Record<BadAnswerReason, string>> = {
  broken: 'sent an answer that is broken',
  crossed: 'sent the answer to another request',
  cut: 'broke off in the middle of an answer: no finish reason came',
  empty: 'answered with nothing',
  failed: 'says that it failed in the middle of an answer',
  html: 'answered with a web page',
  'no-answer': 'sent something that is no answer',
  repetition: 'repeated one phrase over and over',
  'too-large': 'sent more than an answer may be long',
};

/** Something other than an answer came back. `facts.reason` says what. */
export function badAnswer(
  reason: BadAnswerReason,
  origin: ModelOrigin,
  facts: Readonly<Record<string, unknown>> = {},
  kind: ModelErrorKind = 'retry',
): ModelError {
  return new ModelError('ARTEMIS_E_MODEL_BAD_ANSWER', `${origin.model} at ${origin.endpoint} ${sentences[reason]}.`, {
    kind,
    hint:
      reason === 'html'
        ? 'Check the base URL; a proxy or a sign-in page may stand before the server.'
        : 'Try again, or list a second model.',
    facts: { model: origin.model, endpoint: origin.endpoint, reason, ...facts },
  });
}
