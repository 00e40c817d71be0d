/** Shape of every error code. Core's own are listed in `error-codes.ts`; a plugin package lists its own in a file of that name. */
export type ErrorCodeName = `ARTEMIS_E_${string}`;

/** What an {@link ArtemisError} carries beside its code and message. */
export interface ArtemisErrorOptions {
  /** One thing the reader can do next, as a sentence. */
  readonly hint: string;
  /** The original error, whole. */
  readonly cause?: unknown;
  /** Further facts for machines, such as `{ path, exitCode }`. Values must be JSON. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Base of every error Artemis throws on purpose: a stable code, a sentence with numbers, a hint and the cause. */
export class ArtemisError extends Error {
  override readonly name: string = 'ArtemisError';
  readonly code: ErrorCodeName;
  readonly hint: string;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCodeName, message: string, options: ArtemisErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.facts = options.facts ?? {};
  }
}
