/** A process to start. There is no shell: `args` reach the program as they are. */
export interface Command {
  /** Absolute path of the program. */
  readonly file: string;
  readonly args: readonly string[];
  /** Absolute path of the working folder. */
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** True when it ends with Artemis by itself, together with all it starts, as a sandbox sees to. Default: false. */
  readonly tied?: boolean;
}
