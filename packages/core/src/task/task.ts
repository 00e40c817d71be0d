/** Limits of one run. All are optional; what is not given does not limit. */
export interface TaskLimits {
  /** Time the whole run may take, in milliseconds, resumes included. Default: 1 800 000 (30 minutes). */
  readonly timeoutMs?: number;
  /** Times the develop stage may try, counting the first. At least 1. Default: 3. */
  readonly maxAttempts?: number;
  /** Money the run may spend, in US dollars. Calls of unknown price do not count against it. */
  readonly maxCostUsd?: number;
  /** Tokens the run may use, input and output together. */
  readonly maxTokens?: number;
  /**
   * Time one question waits for a model to come back when none answers, in milliseconds; then the run is deferred.
   * Default: 120 000.
   */
  readonly patienceMs?: number;
  /** Model calls the run may make, failed ones included. */
  readonly maxCalls?: number;
}

/** Who shall work at a task, where a plugin can let several developers do it. */
export interface TaskTeam {
  /** How many, 1 to 16. Default: the plugin's. */
  readonly developers?: number;
  /**
   * `best`: all do the whole task, and the gate chooses among them. `first`: the first whose gate passes ends the work of the others.
   * `parts`: each does a part. Default: the plugin's.
   */
  readonly mode?: 'best' | 'first' | 'parts';
}

/** What the user asks for. */
export interface Task {
  /** The request, in the user's words. Not empty. */
  readonly text: string;
  /** Absolute path of the project folder. Every change stays inside it. */
  readonly projectDir: string;
  readonly limits?: TaskLimits;
  /**
   * Whether the run is accepted only when its change was reviewed and nothing that blocks is left; otherwise it has failed, with
   * `ARTEMIS_E_NOT_APPROVED`. Default: false, a review that cannot be had is only put on record.
   */
  readonly requireReview?: boolean;
  /**
   * Whether existing tests, and what decides how they run, stay as they are: changes of them are not written, and a run that still
   * wants them at its end is `refused` with `ARTEMIS_E_TESTS_LOCKED`. New tests may be added. Default: false.
   */
  readonly lockTests?: boolean;
  /** It is part of the task so that a resumed run employs the same developers. Default: the plugin's. */
  readonly team?: TaskTeam;
}
