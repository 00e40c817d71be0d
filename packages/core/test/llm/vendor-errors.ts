import { readFileSync } from 'node:fs';
import type { ModelErrorCode, ModelErrorKind } from '../../src/llm/failure/model-error.ts';

/** One error as a vendor sends it: status, body, headers, and what it means for a run. */
export interface VendorError {
  readonly vendor: string;
  readonly what: string;
  readonly code: ModelErrorCode;
  readonly kind: ModelErrorKind;
  readonly retryAfterMs?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The shapes vendors document or users have reported, one a line. */
export const vendorErrors: readonly VendorError[] = readFileSync(`${import.meta.dirname}/fixtures/vendor-errors.jsonl`, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as VendorError)
  .map((error) => ({ ...error, code: `ARTEMIS_E_MODEL_${error.code}` as ModelErrorCode }));
