import type { CallContext } from '../resilience/call-context.ts';
import type { LlmAnswer, LlmRequest } from '../capability/llm.ts';
import { ArtemisError } from '../errors/artemis-error.ts';

/** Asks the model once, with whatever guards it. */
export type AskModel = (request: LlmRequest, call: CallContext) => Promise<LlmAnswer>;

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
export type SchemaResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined }[] };

/** A question whose answer is data. */
export interface StructuredQuestion<T> {
  readonly ask: AskModel;
  readonly request: LlmRequest;
  /** Loads the schema. It is called at the first answer that is JSON. */
  readonly schema: () => Promise<AnswerSchema<T>>;
  /** Loads a laxer schema. From the first repair on, an answer that only this one accepts is taken, as `lenient`. */
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

/**
 * Asks a model for data, and asks it to mend what does not fit.
 *
 * @throws {@link ArtemisError} `ARTEMIS_E_INVALID_ANSWER` when the answer still does not fit after the last repair.
 * @throws Whatever `ask` throws.
 */
export function askStructured<T>(_question: StructuredQuestion<T>): Promise<StructuredAnswer<T>> {
  return Promise.reject(new ArtemisError('ARTEMIS_E_INVALID_ANSWER', 'Not built yet.', { hint: 'Wait for it.' }));
}
