/** What another agent wants done. */
export interface TaskOrder {
  readonly text: string;
  /** Absolute path of the project, inside the folder that is served. */
  readonly projectDir: string;
  /** Longest the run may take, in milliseconds. What the user has set counts when it is less. */
  readonly timeoutMs?: number;
  /** Most money it may spend, in US dollars. What the user has set counts when it is less. */
  readonly maxCostUsd?: number;
}
