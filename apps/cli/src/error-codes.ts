import { exitCodes, type ErrorCodeEntry } from '@artemis/core';

/** Codes of the errors that only the command line has. */
export const cliErrorCodes = {
  ARTEMIS_E_CANCELLED: {
    exitCode: exitCodes.interrupted,
    meaning: 'The user or the system stopped the command with a signal. What was done is saved.',
    remedy: 'Go on with: artemis resume',
  },
  ARTEMIS_E_CONFIG: {
    exitCode: exitCodes.usage,
    meaning: 'A configuration file cannot be used: missing, unreadable, broken, or with a key or value that is not known.',
    remedy: 'Correct the file, line and key named in the message.',
  },
  ARTEMIS_E_DEMO: {
    exitCode: exitCodes.notAccepted,
    meaning: 'The demo could not be set up.',
    remedy: 'Read the reason in the message, then try again.',
  },
  ARTEMIS_E_GIT: {
    exitCode: exitCodes.unavailable,
    meaning: 'git is not installed, or did not answer what was asked of the repository.',
    remedy: 'Install git, or mend what it says in the message.',
  },
  ARTEMIS_E_LOCAL_STATE: {
    exitCode: exitCodes.state,
    meaning: 'A folder or file of the user, such as the switches, cannot be written.',
    remedy: 'Make the folder named in the message writable, or set XDG_CONFIG_HOME to another one.',
  },
  ARTEMIS_E_NO_METRICS: {
    exitCode: exitCodes.usage,
    meaning: 'No metrics are kept for this run, or no run has any yet.',
    remedy: 'Metrics are written when a run ends; runs in minimal mode have none.',
  },
  ARTEMIS_E_NO_REPOSITORY: {
    exitCode: exitCodes.usage,
    meaning: 'A change was to be read in a folder that is in no git repository.',
    remedy: 'Go to a repository, or name one with -C.',
  },
  ARTEMIS_E_PACKAGE_MISSING: {
    exitCode: exitCodes.unavailable,
    meaning: 'The command needs an optional package that is not installed beside this one, or that cannot be loaded.',
    remedy: 'Install it with the command in the hint.',
  },
  ARTEMIS_E_SERVE_BUSY: {
    exitCode: exitCodes.resumable,
    meaning: 'Another agent has ordered a task while one is being worked on.',
    remedy: 'Wait until it has ended, or cancel it.',
  },
  ARTEMIS_E_REVIEW_LIMIT: {
    exitCode: exitCodes.limit,
    meaning: 'A change has more files, or longer ones, than one review looks at, so that it approves nothing of it.',
    remedy: 'Review the change in parts, with --base, or keep what tools have written out of it.',
  },
  ARTEMIS_E_SERVER: {
    exitCode: exitCodes.unavailable,
    meaning: 'A server could not be started or stopped on this machine.',
    remedy: 'Read the reason and the log named in the message.',
  },
  ARTEMIS_E_USAGE: {
    exitCode: exitCodes.usage,
    meaning: 'The command line cannot be understood: an unknown command, option or value.',
    remedy: 'Read what the command takes with: artemis help',
  },
} as const satisfies Record<string, ErrorCodeEntry>;
