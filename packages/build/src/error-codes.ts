import type { ErrorCodeEntry } from '@artemis/core';

/** Every code this package can throw. */
export const buildErrorCodes = {
  ARTEMIS_E_BUILD_TOOL_MISSING: {
    exitCode: 69,
    meaning: 'The project needs a build or test tool that is not installed.',
    remedy: 'Install the tool that the message names; until then only the syntax of the change is checked.',
  },
  ARTEMIS_E_BUILD_TOOL_VERSION: {
    exitCode: 69,
    meaning: 'The installed build tool has another major version than the project asks for.',
    remedy: 'Install the version that the message names.',
  },
  ARTEMIS_E_BUILD_NETWORK_DENIED: {
    exitCode: 69,
    meaning: 'The build tried to reach the network, which the sandbox does not allow.',
    remedy: 'Install the dependencies before the run, or allow the network for the install step.',
  },
  ARTEMIS_E_BUILD_NO_GATE: {
    exitCode: 69,
    meaning: 'The project has no build or test command that Artemis knows.',
    remedy: 'Name the test command in the configuration of the build plugin.',
  },
  ARTEMIS_E_BUILD_SCRATCH: {
    exitCode: 74,
    meaning: 'The project could not be copied to the scratch folder its gate runs in.',
    remedy: 'Read the cause; free some disk space or leave large folders out with the option `exclude`.',
  },
  ARTEMIS_E_BUILD_BROKEN_BEFORE: {
    exitCode: 69,
    meaning: 'The build tool itself does not run, apart from what the project holds.',
    remedy: 'Run the command that the message names by hand and mend the tool.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

/** An error code of this package. */
export type BuildErrorCode = keyof typeof buildErrorCodes;
