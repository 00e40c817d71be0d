import type { ErrorCodeEntry } from '@artemis/core';

/** Every code this package can throw. */
export const supervisionErrorCodes = {
  ARTEMIS_E_WORK_TREE: {
    exitCode: 74,
    meaning: 'A copy of the project, in which a developer works beside others, could not be made.',
    remedy: 'Free space in the folder named in the message or name another one, or let one developer work alone.',
  },
  ARTEMIS_E_DEVELOPER_STALLED: {
    exitCode: 4,
    meaning: 'One of several developers did nothing for longer than it may; the others went on.',
    remedy: 'Read in the record of the run what it did last.',
  },
  ARTEMIS_E_DEVELOPER_LOOP: {
    exitCode: 1,
    meaning: 'One of several developers did the same thing over and over; the others went on.',
    remedy: 'Say more in the task, or give this place to another model.',
  },
  ARTEMIS_E_DEVELOPER_SHARE: {
    exitCode: 4,
    meaning: 'One of several developers used up its share of the calls or tokens of the run; the others went on.',
    remedy: 'Raise the limit of the run, or let fewer developers work.',
  },
  ARTEMIS_E_RESTARTS: {
    exitCode: 69,
    meaning: 'Developers broke down more often than they may be started again, so that one developer took over.',
    remedy: 'Read the reasons in the record of the run: what breaks all of them is outside of them.',
  },
  ARTEMIS_E_NO_PATCH: {
    exitCode: 69,
    meaning: 'None of several developers made anything, so that one developer took over.',
    remedy: 'Read the reason of each in the record of the run.',
  },
  ARTEMIS_E_WRAPPED: {
    exitCode: 1,
    meaning: 'The command line of another agent could not be used, was ended, or changed nothing.',
    remedy: 'Try the command by hand in a copy of the project; look at its limits and at the variables it is given.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

/** An error code of this package. */
export type SupervisionErrorCode = keyof typeof supervisionErrorCodes;
