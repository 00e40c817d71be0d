import type { ErrorCodeEntry } from '@artemis/core';

/** Every code this package can throw. */
export const codeIndexErrorCodes = {
  ARTEMIS_E_INDEX_PROJECT: {
    exitCode: 2,
    meaning: 'The folder to index is not there, is no folder, or cannot be read.',
    remedy: 'Check the path of the project folder and its permissions.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

/** An error code of this package. */
export type CodeIndexErrorCode = keyof typeof codeIndexErrorCodes;
