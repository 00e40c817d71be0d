import { ModelError } from './model-error.ts';

/** What a model refuses about a request, where another request may help: its length, or that it has tools. */
export type ModelRefusal = 'too-long' | 'no-tools';

const deepestCause = 6;
const toolWords = /\btools?\b|\btool[_-]|function[_ -]?call/i;
/** Servers answer tools they do not know with 400, 404 (no endpoint for them) or 500. */
const codesAboutTools: ReadonlySet<string> = new Set([
  'ARTEMIS_E_MODEL_BAD_REQUEST',
  'ARTEMIS_E_MODEL_NOT_FOUND',
  'ARTEMIS_E_MODEL_OVERLOADED',
]);

/** What a failed question says about the request; `null` when it says nothing about it. Causes are looked through. */
export function modelRefusalOf(error: unknown): ModelRefusal | null {
  const failures = modelErrorsIn(error, 0);
  if (failures.some(({ code }) => code === 'ARTEMIS_E_MODEL_CONTEXT_LENGTH')) return 'too-long';
  return failures.some(({ code, message }) => codesAboutTools.has(code) && toolWords.test(message)) ? 'no-tools' : null;
}

function modelErrorsIn(error: unknown, depth: number): readonly ModelError[] {
  if (!(error instanceof Error) || depth > deepestCause) return [];
  const { causes } = error as { causes?: unknown };
  const below = [error.cause, ...(Array.isArray(causes) ? (causes as unknown[]) : [])].flatMap((cause) => modelErrorsIn(cause, depth + 1));
  return error instanceof ModelError ? [error, ...below] : below;
}
