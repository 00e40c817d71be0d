import type { ExitCode } from './exit-codes.ts';
import { exitCodes } from './exit-codes.ts';

/** What is known of an error code without an instance of it. */
export interface ErrorCodeEntry {
  /** Exit code of a command that ends with this error. */
  readonly exitCode: ExitCode;
  /** What happened, as one sentence for the documentation. */
  readonly meaning: string;
  /** What the reader does about it, as one sentence for the documentation. */
  readonly remedy: string;
}

/** Every code Artemis can throw. `docs/errors.md` is generated from this table, and a check compares both with the throws. */
export const errorCodes = {
  ARTEMIS_E_CIRCUIT_OPEN: {
    exitCode: exitCodes.unavailable,
    meaning: 'A component was not called because its circuit is open after repeated failures.',
    remedy: 'Read the cause for its last failure, wait for the next trial call, or register a fallback.',
  },
  ARTEMIS_E_DEADLINE: {
    exitCode: exitCodes.limit,
    meaning: 'Something took longer than its deadline and was abandoned.',
    remedy: 'Raise the limit named in the message, or look at why the dependency is slow.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

/** A stable error code, such as `ARTEMIS_E_DEADLINE`. */
export type ErrorCode = keyof typeof errorCodes;
