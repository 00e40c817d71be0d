import type { AnswerSchema } from '../llm/answer/structured-answer.ts';
import type { OneShotAnswer } from './one-shot-answer.ts';
import { speakEnglish, z } from './zod.ts';

/** What a one-shot answer has to look like. */
export interface OneShotSchemas {
  /** A complete answer: tests are part of the work. */
  readonly complete: AnswerSchema<OneShotAnswer>;
  /** An answer that is still worth taking when the model will not write tests. */
  readonly untested: AnswerSchema<OneShotAnswer>;
}

/** Makes the schemas of a one-shot answer. */
export function oneShotSchemas(): OneShotSchemas {
  speakEnglish();
  const file = z.object({ filename: z.string().check(z.minLength(1)), content: z.string() });
  const parts = {
    approach: z._default(z.string(), ''),
    implementation: file,
    files: z.optional(z.array(file).check(z.maxLength(50))),
  };
  return { complete: z.object({ ...parts, tests: file }), untested: z.object({ ...parts, tests: z.optional(file) }) };
}
