/** Another agent's command line: any program that works in the folder it is started in. */
export interface WrappedAgent {
  /** As events know it: `[a-z0-9-]{1,40}`, and not `dev-1` and so on. */
  readonly name: string;
  /**
   * The program and its arguments; no shell is involved. `{task}` in an argument stands for what is to be done. Without it, that is
   * written to standard input.
   */
  readonly command: readonly [string, ...string[]];
  /** Variables it gets, with their values. It gets none of the user's own. Default: none. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Files it may read in its home folder, such as its configuration: path relative to the home folder, and the absolute path of the
   * file on this machine. Default: none.
   */
  readonly files?: Readonly<Record<string, string>>;
  /** Longest it may take, in milliseconds. Default: 600 000 (10 minutes). */
  readonly timeoutMs?: number;
  /** Whether it can reach the network. Default: true, since the model is there. */
  readonly network?: boolean;
}
