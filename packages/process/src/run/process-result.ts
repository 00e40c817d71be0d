/**
 * How a process ended: by itself, by a signal nobody here sent, or by one of the limits.
 * `not-started` means that the program could not be run at all.
 */
export type Ending =
  | 'exited'
  | 'signalled'
  | 'not-started'
  | 'time-limit'
  | 'output-limit'
  | 'memory-limit'
  | 'process-limit'
  | 'disk-limit';

/** What is known of a process that has ended. */
export interface ProcessResult {
  readonly ending: Ending;
  /** Exit code; `null` when a signal ended it. */
  readonly exitCode: number | null;
  /** Standard output, cut in the middle where it was long. */
  readonly stdout: string;
  /** Both streams in the order they came, cut in the middle where they were long. */
  readonly output: string;
  /** True when {@link stdout} is not all there was. */
  readonly cut: boolean;
  readonly durationMs: number;
}
