import type { ErrorCodeEntry } from '@artemis/core';

/** Every code this package can throw. */
export const codeIndexErrorCodes = {
  ARTEMIS_E_INDEX_PROJECT: {
    exitCode: 2,
    meaning: 'The folder to index is not there, is no folder, or cannot be read.',
    remedy: 'Check the path of the project folder and its permissions.',
  },
  ARTEMIS_E_INDEX_PARSER: {
    exitCode: 69,
    meaning: 'The parsers cannot be started, so no symbols can be found in any file.',
    remedy: 'Install the package again; the parsers and their grammars are two packages of WebAssembly.',
  },
  ARTEMIS_E_INDEX_CACHE: {
    exitCode: 74,
    meaning: 'A file of the index on disk is damaged, of another version, or cannot be read or written.',
    remedy: 'Nothing has to be done: what is missing is indexed again. If it comes again and again, check the disk.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

/** An error code of this package. */
export type CodeIndexErrorCode = keyof typeof codeIndexErrorCodes;
