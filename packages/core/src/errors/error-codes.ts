import type { ExitCode } from './exit-codes.ts';
import { exitCodes } from './exit-codes.ts';
import { modelErrorCodes } from './model-error-codes.ts';

/** What is known of an error code without an instance of it. */
export interface ErrorCodeEntry {
  /** Exit code of a command that ends with this error. */
  readonly exitCode: ExitCode;
  /** What happened, as one sentence for the documentation. */
  readonly meaning: string;
  /** What the reader does about it, as one sentence for the documentation. */
  readonly remedy: string;
}

/** Every code of core that does not speak of a model. `docs/errors.md` is generated from the tables; a check compares both with the throws. */
export const generalErrorCodes = {
  ARTEMIS_E_ALL_FAILED: {
    exitCode: exitCodes.unavailable,
    meaning: 'A component and everything that could stand in for it failed.',
    remedy: 'Read the causes, one for each that was tried, and mend any one of them.',
  },
  ARTEMIS_E_BRANCH_LIMIT: {
    exitCode: exitCodes.limit,
    meaning: 'Developers let further developers work beside them, and one more would be too many or too deep.',
    remedy: 'Let fewer work at the same task; developers that call developers without end are a fault of the plugin.',
  },
  ARTEMIS_E_BULKHEAD_FULL: {
    exitCode: exitCodes.limit,
    meaning: 'A component was not called because too many calls already run and wait.',
    remedy: 'Make fewer calls at the same time, or raise the limits of its bulkhead.',
  },
  ARTEMIS_E_CIRCUIT_OPEN: {
    exitCode: exitCodes.unavailable,
    meaning: 'A component was not called because its circuit is open after repeated failures.',
    remedy: 'Read the cause for its last failure, wait for the next trial call, or register a fallback.',
  },
  ARTEMIS_E_CONTEXT_TOO_LONG: {
    exitCode: exitCodes.invalidAnswer,
    meaning: 'A request was longer than the model can read, also after it was made smaller twice.',
    remedy: 'Use a model with a larger context, or give a smaller task.',
  },
  ARTEMIS_E_DEADLINE: {
    exitCode: exitCodes.limit,
    meaning: 'Something took longer than its deadline and was abandoned.',
    remedy: 'Raise the limit named in the message, or look at why the dependency is slow.',
  },
  ARTEMIS_E_FALLBACK_REFUSED: {
    exitCode: exitCodes.unavailable,
    meaning: 'The first model cannot serve until something is mended, and the policy on fallbacks lets no other model of the list answer.',
    remedy: 'Mend what the message names, or allow the switch: another mode, or a lower minimum tier.',
  },
  ARTEMIS_E_FLAGS_FILE: {
    exitCode: exitCodes.usage,
    meaning:
      'The feature flags file that was named cannot be used: missing, unreadable, not JSON, or with a key or value that is not known.',
    remedy: 'Correct the key and line named in the message, or unset ARTEMIS_FEATURE_FLAGS.',
  },
  ARTEMIS_E_LOCK_UNAVAILABLE: {
    exitCode: exitCodes.refused,
    meaning: 'The tests were to be locked, and nothing serves that could say which files those are.',
    remedy: 'Switch the build on, with a plugin that knows the tests of the project, or run without locked tests.',
  },
  ARTEMIS_E_TESTS_LOCKED: {
    exitCode: exitCodes.refused,
    meaning: 'A locked test, or what decides how tests run, was to be changed; a run that goes on wanting it ends with this.',
    remedy: 'Look at the refused changes: mend the code by hand, or run again without locked tests when the tests are wrong.',
  },
  ARTEMIS_E_INCOMPLETE: {
    exitCode: exitCodes.notAccepted,
    meaning: 'What was done is right as far as it goes, but parts of the task are missing.',
    remedy: 'Let the run try again with more attempts, or give what the message names as a task of its own.',
  },
  ARTEMIS_E_INVALID_ANSWER: {
    exitCode: exitCodes.invalidAnswer,
    meaning: 'The model was asked for data and never gave any that fits, repairs included.',
    remedy: 'Try again, ask for less at once, or use a stronger model.',
  },
  ARTEMIS_E_INVALID_OPTION: {
    exitCode: exitCodes.usage,
    meaning: 'A setting has a value that cannot work, such as a negative time or a share above 1.',
    remedy: 'Set the option named in the message to what the message asks for, or leave it out.',
  },
  ARTEMIS_E_NO_PROGRESS: {
    exitCode: exitCodes.notAccepted,
    meaning: 'The model made the same tool call with the same result three times.',
    remedy: 'Read the last result in the journal; say more in the task, or use a stronger model.',
  },
  ARTEMIS_E_NOT_APPROVED: {
    exitCode: exitCodes.notAccepted,
    meaning: 'The run was to be accepted only with a review, and nobody has reviewed its change, or the review asks for another one.',
    remedy: 'Mend what kept the review from working and resume the run, or read its findings.',
  },
  ARTEMIS_E_STEP_LIMIT: {
    exitCode: exitCodes.limit,
    meaning: 'The agent had not finished after the most answers one attempt may have.',
    remedy: 'Look at what it has done so far, and give the rest as a smaller task.',
  },
  ARTEMIS_E_TOOLS_MISSING: {
    exitCode: exitCodes.unavailable,
    meaning: 'Tools from outside that a run was told it cannot do without are not there.',
    remedy: 'Mend what the message names, or no longer call those tools required.',
  },
  ARTEMIS_E_TOOLS_UNUSABLE: {
    exitCode: exitCodes.unavailable,
    meaning: 'The model cannot use tools, and nothing stood in for the agent.',
    remedy: 'Use a model that can call tools, or the one-shot developer.',
  },
  ARTEMIS_E_CONTENT_REFUSED: {
    exitCode: exitCodes.invalidAnswer,
    meaning: 'The content of a proposed file was refused: a NUL byte, broken Unicode, too large, or blank where the file has text.',
    remedy: 'Read the rule in the facts; the other files of the patch were applied.',
  },
  ARTEMIS_E_FILE_UNREADABLE: {
    exitCode: exitCodes.refused,
    meaning: 'A project file was not read because it is not a regular UTF-8 text file within the size limit.',
    remedy: 'Work on that file by hand, or leave it out of the task.',
  },
  ARTEMIS_E_PATH_REFUSED: {
    exitCode: exitCodes.refused,
    meaning: 'A path leads outside the project, is not portable, or belongs to a class of files Artemis does not write.',
    remedy: 'Read the rule in the facts; make the change by hand if you want it.',
  },
  ARTEMIS_E_PLUGIN_MISSING: {
    exitCode: exitCodes.unavailable,
    meaning: 'A plugin named in the configuration is not installed in the project.',
    remedy: 'Run the install command in the hint, or remove the plugin from the configuration.',
  },
  ARTEMIS_E_PLUGIN_REFUSED: {
    exitCode: exitCodes.unavailable,
    meaning: 'A plugin, or something it registers, breaks a rule of the plugin interface; nothing of the plugin stays registered.',
    remedy: 'Read the rule in the facts and the cause, then mend or update the plugin; the others are loaded all the same.',
  },
  ARTEMIS_E_STATE: {
    exitCode: exitCodes.state,
    meaning: 'The record of a run cannot be made, read or written.',
    remedy: 'Free space or fix the permissions of the state folder named in the message, or set XDG_STATE_HOME to another one.',
  },
  ARTEMIS_E_STATE_WRITE: {
    exitCode: exitCodes.state,
    meaning: 'A state file of Artemis could not be written; it is whole, the old one or the new one.',
    remedy: 'Check space and permissions of the state folder named in the message.',
  },
  ARTEMIS_E_UNKNOWN_COMPONENT: {
    exitCode: exitCodes.usage,
    meaning: 'A profile or command names a component that does not exist.',
    remedy: 'Use the name suggested in the hint; "artemis flags" lists all.',
  },
  ARTEMIS_E_WORKSPACE_CONFLICT: {
    exitCode: exitCodes.resumable,
    meaning: 'A file was changed by somebody else while a patch was being applied; the patch was taken back.',
    remedy: 'Let the other program finish, then resume the run.',
  },
  ARTEMIS_E_WORKSPACE_ROOT: {
    exitCode: exitCodes.usage,
    meaning: 'The project folder does not exist, is not a folder, or was replaced by another during the run.',
    remedy: 'Name an existing folder with -C.',
  },
  ARTEMIS_E_WORKSPACE_STATE: {
    exitCode: exitCodes.state,
    meaning: 'The record of what a run changed is damaged or was made by a newer version; nothing was touched.',
    remedy: 'Use the version that made it, or compare the project with your version control.',
  },
  ARTEMIS_E_WORKSPACE_WRITE: {
    exitCode: exitCodes.state,
    meaning: 'A project file could not be read or written; a patch that was being applied is taken back, at once or at the next recovery.',
    remedy: 'Read path and errno in the facts, then check space and permissions.',
  },
  ARTEMIS_E_COMPONENT_TAKEN: {
    exitCode: exitCodes.usage,
    meaning: 'Two plugins want to serve the same capability, or two want the same model vendor.',
    remedy: 'Name only one of the two plugins in the configuration.',
  },
  ARTEMIS_E_INTERNAL: {
    exitCode: exitCodes.internal,
    meaning: 'Something failed that Artemis did not expect: a bug.',
    remedy: 'Run again with -v and report what it prints; the run itself can be resumed.',
  },
  ARTEMIS_E_NO_MODEL: {
    exitCode: exitCodes.unavailable,
    meaning: 'No model is configured.',
    remedy: 'Set an API key, name a local server, or look around with: artemis demo',
  },
  ARTEMIS_E_UNKNOWN_RUN: {
    exitCode: exitCodes.usage,
    meaning: 'There is no run of that id.',
    remedy: 'List the runs with: artemis runs',
  },
  ARTEMIS_E_BUDGET: {
    exitCode: exitCodes.limit,
    meaning: 'The next model call would pass a limit on money, tokens or calls, so it was not made.',
    remedy: 'Raise the limit and go on with: artemis resume',
  },
  ARTEMIS_E_RUN_HELD: {
    exitCode: exitCodes.resumable,
    meaning: 'Another process is working on this run.',
    remedy: 'Wait until it has ended, or stop the process named in the message.',
  },
  ARTEMIS_E_BAD_SHAPE: {
    exitCode: exitCodes.unavailable,
    meaning: 'A component answered with something that its contract does not allow.',
    remedy: 'Update the plugin that served it, or switch the component off; the next one serves meanwhile.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

/** Every code core can throw. */
export const errorCodes: typeof generalErrorCodes & typeof modelErrorCodes = Object.assign({}, generalErrorCodes, modelErrorCodes);

/** A stable error code, such as `ARTEMIS_E_DEADLINE`. */
export type ErrorCode = keyof typeof errorCodes;
