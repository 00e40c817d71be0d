import { ArtemisError } from '../../errors/artemis-error.ts';

/**
 * What to do about a failed model call.
 *
 * - `retry`: the same model may answer a moment later.
 * - `switch`: this model will not answer; ask the next one.
 * - `shrink`: the request is too large for this model; send less.
 * - `ask`: this model will not answer until the user mends something, such as a key or a name; ask the next one meanwhile.
 * - `stop`: no model should be asked this again.
 */
export type ModelErrorKind = 'retry' | 'switch' | 'shrink' | 'ask' | 'stop';

/** What failed. */
export type ModelErrorCode =
  | 'ARTEMIS_E_MODEL_AUTH'
  | 'ARTEMIS_E_MODEL_BAD_ANSWER'
  | 'ARTEMIS_E_MODEL_BAD_REQUEST'
  | 'ARTEMIS_E_MODEL_CONTEXT_LENGTH'
  | 'ARTEMIS_E_MODEL_NOT_FOUND'
  | 'ARTEMIS_E_MODEL_OVERLOADED'
  | 'ARTEMIS_E_MODEL_QUOTA'
  | 'ARTEMIS_E_MODEL_RATE_LIMITED'
  | 'ARTEMIS_E_MODEL_REFUSED'
  | 'ARTEMIS_E_MODEL_SETTINGS'
  | 'ARTEMIS_E_MODEL_TIMEOUT'
  | 'ARTEMIS_E_MODEL_UNREACHABLE'
  | 'ARTEMIS_E_MODEL_UNTRUSTED';

/** What a {@link ModelError} carries beside code and message. */
export interface ModelErrorDetails {
  readonly kind: ModelErrorKind;
  readonly hint: string;
  /** How long the server asks to wait, or how long it should be left alone, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Default: false. */
  readonly isPacing?: boolean;
  readonly cause?: unknown;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A model call that failed, and what to do about it. Its texts never hold a key. */
export class ModelError extends ArtemisError {
  override readonly name = 'ModelError';
  declare readonly code: ModelErrorCode;
  readonly kind: ModelErrorKind;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Whether the server only asks for a slower pace, and the right one is still being found: it says nothing about its health. */
  readonly isPacing: boolean;

  constructor(code: ModelErrorCode, message: string, details: ModelErrorDetails) {
    super(code, message, details);
    this.kind = details.kind;
    this.isPacing = details.isPacing ?? false;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
  }
}
