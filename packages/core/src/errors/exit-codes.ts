/** Exit codes of every Artemis command. Numbers from 64 up follow `sysexits.h` where it has one. */
export const exitCodes = {
  /** Done, also when a component was degraded or no gate could run. */
  done: 0,
  /** A gate, test or review said no; the work is kept. */
  notAccepted: 1,
  /** Wrong arguments or configuration. */
  usage: 2,
  /** Done, but degraded or unverified under `--strict`. */
  strict: 3,
  /** Stopped at a limit: money, tokens, calls, time or steps. */
  limit: 4,
  /** No usable model, or a required component or tool is missing. */
  unavailable: 69,
  /** A bug in Artemis. */
  internal: 70,
  /** The state store or the workspace cannot be written. */
  state: 74,
  /** Saved and resumable: interrupted, deferred, or held by another process. */
  resumable: 75,
  /** The model never gave a usable answer. */
  invalidAnswer: 76,
  /** Refused for safety or by policy. */
  refused: 77,
  /** Ended by Ctrl-C (SIGINT). */
  interrupted: 130,
  /** Ended by SIGTERM. */
  terminated: 143,
} as const;

/** One of the numbers in {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
