import type { ErrorCodeEntry } from '@artemis/core';

/** Every code this package can throw. */
export const kgErrorCodes = {
  ARTEMIS_E_KG_UNREACHABLE: {
    exitCode: 69,
    meaning: 'Neo4j cannot be reached, or the connection to it was lost.',
    remedy: 'Check the address and that the server is running; meanwhile the graph in memory serves.',
  },
  ARTEMIS_E_KG_LOGIN: {
    exitCode: 69,
    meaning: 'Neo4j refused the user name or the password.',
    remedy: 'Correct the user name and the password. They are not tried again for ten minutes, so that no account is locked.',
  },
  ARTEMIS_E_KG_BUSY: {
    exitCode: 69,
    meaning: 'Neo4j is there but cannot serve just now, for instance because its leader changes.',
    remedy: 'Wait: the call was made twice, and Neo4j is used again by itself.',
  },
  ARTEMIS_E_KG_CONNECTIONS: {
    exitCode: 69,
    meaning: 'All connections to Neo4j are in use and none was given back in time.',
    remedy: 'Look for calls that hang; the message says how many connections are out.',
  },
  ARTEMIS_E_KG_QUERY: {
    exitCode: 70,
    meaning: 'Neo4j refused a statement of Artemis.',
    remedy: 'Check that the server is Neo4j 5 or later; then report the message.',
  },
  ARTEMIS_E_KG_SCHEMA: {
    exitCode: 69,
    meaning: 'The graph in Neo4j was written by a later version of Artemis.',
    remedy: 'Update Artemis, or name another database.',
  },
  ARTEMIS_E_KG_BEHIND: {
    exitCode: 69,
    meaning: 'Neo4j is still being told of writes it has missed, so its graph is not complete yet.',
    remedy: 'Wait, or bring it up to date at once by indexing the project.',
  },
  ARTEMIS_E_KG_PACKAGE: {
    exitCode: 69,
    meaning: 'A package that the graph needs is not installed, or cannot be loaded.',
    remedy: 'Install the package again.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

/** An error code of this package. */
export type KgErrorCode = keyof typeof kgErrorCodes;
