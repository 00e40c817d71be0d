import type { AskModel, LlmAnswer, LlmRequest } from '../../capability/llm.ts';
import { ArtemisError } from '../../errors/artemis-error.ts';
import { sanitizeLine } from '../../errors/sanitize-text.ts';
import type { CallContext } from '../../resilience/call-context.ts';
import { parseAnswer } from './parse-answer.ts';
import { repairRequest } from './repair-request.ts';

/** What the answer must look like: any Standard Schema, such as one of zod's. */
export interface AnswerSchema<T> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    validate(value: unknown): SchemaResult<T> | Promise<SchemaResult<T>>;
    readonly types?: { readonly input: unknown; readonly output: T } | undefined;
  };
}

/** What a schema says of a value. */
export type SchemaResult<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly SchemaIssue[] };

/** One thing that does not fit, and where. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A question whose answer is data. */
export interface StructuredQuestion<T> {
  readonly ask: AskModel;
  readonly request: LlmRequest;
  /** Loads the schema. It is called at the first answer that is JSON. */
  readonly schema: () => Promise<AnswerSchema<T>>;
  /** Loads a laxer schema. From the first repair on, the last answer that only this one accepts is taken, as `lenient`. */
  readonly lenientSchema?: () => Promise<AnswerSchema<T>>;
  /** Times the model is asked to mend its answer. Default: 2. */
  readonly maxRepairs?: number;
  readonly call: CallContext;
  /** Told before each repair. It must not throw. */
  readonly onRepair?: (repair: number, reason: string) => void;
}

/** An answer that fits. */
export interface StructuredAnswer<T> {
  readonly value: T;
  /** Whether only the laxer schema accepted it. */
  readonly lenient: boolean;
  /** Repairs it took. */
  readonly repairs: number;
}

/** How well one answer fits. */
interface Fitting<T> {
  readonly strict?: { readonly value: T };
  readonly lenient?: { readonly value: T };
  readonly reason: string;
}

const longestQuote = 200;
const mostIssues = 5;

/**
 * Asks a model for data, and asks it to mend what does not fit.
 *
 * @throws ArtemisError `ARTEMIS_E_INVALID_ANSWER` when the answer still does not fit after the last repair.
 * @throws Whatever `ask` throws, at once.
 */
export async function askStructured<T>(question: StructuredQuestion<T>): Promise<StructuredAnswer<T>> {
  const { ask, call, maxRepairs = 2 } = question;
  let { request } = question;
  let spare: { readonly value: T } | undefined;
  for (let repairs = 0; ; repairs++) {
    const answer = await ask(request, call);
    const fitting = await fit(answer, question);
    if (fitting.strict) return { value: fitting.strict.value, lenient: false, repairs };
    spare = fitting.lenient ?? spare;
    if (spare && (repairs > 0 || maxRepairs === 0)) return { value: spare.value, lenient: true, repairs };
    if (repairs >= maxRepairs) throw invalidAnswer(answer, fitting.reason, repairs + 1);
    question.onRepair?.(repairs + 1, fitting.reason);
    request = repairRequest(question.request, answer, fitting.reason);
  }
}

async function fit<T>(answer: LlmAnswer, { schema, lenientSchema }: StructuredQuestion<T>): Promise<Fitting<T>> {
  const parsed = await parseAnswer(answer);
  if (parsed.problem !== undefined) return { reason: parsed.problem };
  const strict = await firstThatFits(parsed.values, await schema());
  if ('value' in strict) return { strict, reason: '' };
  const lenient = lenientSchema ? await firstThatFits(parsed.values, await lenientSchema()) : undefined;
  return { reason: strict.reason, ...(lenient && 'value' in lenient ? { lenient } : {}) };
}

/** The reason is that of the most likely value. */
async function firstThatFits<T>(
  values: readonly unknown[],
  schema: AnswerSchema<T>,
): Promise<{ readonly value: T } | { readonly reason: string }> {
  let reason = '';
  for (const value of values) {
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return { value: result.value };
    reason ||= describeIssues(result.issues);
  }
  return { reason };
}

const describeIssues = (issues: readonly SchemaIssue[]): string =>
  sanitizeLine(
    issues
      .slice(0, mostIssues)
      .map(({ path = [], message }) => `${path.map(keyOf).join('.') || 'the answer'}: ${message}`)
      .join('; '),
    500,
  );

const keyOf = (part: PropertyKey | { readonly key: PropertyKey }): string => String(typeof part === 'object' ? part.key : part);

function invalidAnswer(answer: LlmAnswer, reason: string, attempts: number): ArtemisError {
  const quote = sanitizeLine(answer.content, longestQuote);
  return new ArtemisError(
    'ARTEMIS_E_INVALID_ANSWER',
    `${answer.model} gave no usable answer in ${attempts} attempts: ${reason}. It said: "${quote}"`,
    {
      hint: 'Try again, ask for less at once, or use a stronger model.',
      facts: { model: answer.model, attempts, reason, quote },
    },
  );
}
