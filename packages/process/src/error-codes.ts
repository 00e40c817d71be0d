import type { ErrorCodeEntry } from '@artemis/core';

/** Every code this package can throw. */
export const processErrorCodes = {
  ARTEMIS_E_PROCESS_START: {
    exitCode: 69,
    meaning: 'A program that was to stay running could not be started.',
    remedy: 'Check that the program that the message names is installed and may be run.',
  },
  ARTEMIS_E_SANDBOX_UNAVAILABLE: {
    exitCode: 69,
    meaning: 'No sandbox works on this machine, so the generated code was not run.',
    remedy: 'Install bubblewrap and allow user namespaces, or allow running without a sandbox in so many words.',
  },
  ARTEMIS_E_SANDBOX_REQUIRED: {
    exitCode: 77,
    meaning: 'The policy requires a sandbox and none works on this machine.',
    remedy: 'Install bubblewrap and allow user namespaces, or choose the policy `prefer`.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

/** An error code of this package. */
export type ProcessErrorCode = keyof typeof processErrorCodes;
