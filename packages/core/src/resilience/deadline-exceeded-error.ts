import { ArtemisError } from '../errors/artemis-error.ts';

/** Something took longer than its deadline. */
export class DeadlineExceededError extends ArtemisError {
  override readonly name = 'DeadlineExceededError';
  /** Whose deadline passed, such as `run`, `plan` or `rag.chroma`. */
  readonly label: string;
  /** The limit that passed, in milliseconds. */
  readonly limitMs: number;

  constructor(label: string, limitMs: number) {
    super('ARTEMIS_E_DEADLINE', `"${label}" did not finish within ${Math.round(limitMs)} ms.`, {
      hint: `Raise the limit of "${label}", or look at why it is slow.`,
      facts: { label, limitMs },
    });
    this.label = label;
    this.limitMs = limitMs;
  }
}
