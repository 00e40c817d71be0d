import type { LlmAnswer } from '../capability/llm.ts';
import type { DevelopRequest } from '../capability/supervision.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { Conversation } from './conversation.ts';
import { modelRefusalOf } from '../llm/failure/model-refusal.ts';

const mostShrinks = 2;

/** Asks for the next answer with a request the model can read. What a model says it cannot read teaches how much it can. */
export class WindowAsker {
  readonly #request: DevelopRequest;
  readonly #onShrink: () => void;
  #maxTokens: number;

  /**
   * @param maxTokens - Most tokens of a request, estimated.
   * @param onShrink - Told when parts of the conversation were left out.
   */
  constructor(request: DevelopRequest, maxTokens: number, onShrink: () => void) {
    this.#request = request;
    this.#maxTokens = maxTokens;
    this.#onShrink = onShrink;
  }

  /**
   * @throws ArtemisError `ARTEMIS_E_CONTEXT_TOO_LONG` when the request is still too long after it was made smaller twice.
   * @throws Whatever the question throws.
   */
  async ask(conversation: Conversation, call: CallContext): Promise<LlmAnswer> {
    for (let shrinks = 0; ; shrinks++) {
      if (conversation.fit(this.#maxTokens)) this.#onShrink();
      const asked = conversation.tokens;
      try {
        return await this.#request.ask(conversation.request, call);
      } catch (error) {
        if (modelRefusalOf(error) !== 'too-long') throw error;
        this.#maxTokens = Math.floor(Math.min(asked, this.#maxTokens) / 2);
        if (shrinks === mostShrinks) throw tooLong(asked, error);
        this.#request.report({
          type: 'warning.raised',
          message: 'The conversation was longer than the model can read; its oldest parts were left out.',
        });
      }
    }
  }
}

/** The error for a request that cannot be made short enough. */
export function tooLong(tokens: number, cause: unknown): ArtemisError {
  return new ArtemisError('ARTEMIS_E_CONTEXT_TOO_LONG', `The request is too long for the model, even with about ${tokens} tokens.`, {
    hint: 'Use a model with a larger context, or give a smaller task.',
    cause,
    facts: { estimatedTokens: tokens },
  });
}
