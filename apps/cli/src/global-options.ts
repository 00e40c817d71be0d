/** Options that every command takes. */
export interface GlobalOptions {
  /** Project folder, absolute. Default: the current one. */
  readonly cwd: string;
  readonly json: boolean;
  readonly strict: boolean | undefined;
  readonly profile: string | undefined;
  readonly config: string | undefined;
  /** From `--model`, in order of preference. */
  readonly models: readonly string[];
  readonly timeoutMs: number | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
}
