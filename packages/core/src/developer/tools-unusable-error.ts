import type { LlmAnswer } from '../capability/llm.ts';
import { ArtemisError } from '../errors/artemis-error.ts';

/** The model cannot work with tools: its server refuses them, or it answers in prose. Another way to develop may still work. */
export class ToolsUnusableError extends ArtemisError {
  override readonly name = 'ToolsUnusableError';
  /** What the model answered instead, where that may hold the whole work. */
  readonly answer: LlmAnswer | undefined;

  constructor(reason: string, options: { readonly answer?: LlmAnswer; readonly cause?: unknown } = {}) {
    super('ARTEMIS_E_TOOLS_UNUSABLE', `The model cannot use tools: ${reason}.`, {
      hint: 'Use a model that can call tools, or the one-shot developer.',
      cause: options.cause,
    });
    this.answer = options.answer;
  }
}
