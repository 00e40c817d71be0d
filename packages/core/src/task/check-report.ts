/** What a compiler or linter of the project says of a line. */
export interface CheckRemark {
  /** Relative to the project, with `/`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** Name of the tool, such as `tsc`. */
  readonly tool: string;
  /** `type`: the code does not fit together. `lint`: it breaks a rule the project has set itself. */
  readonly kind: 'type' | 'lint';
  /** Whether the tool calls it an error. */
  readonly isError: boolean;
  /** One sentence, in the words of the tool. */
  readonly message: string;
}

/** What the project's own compiler and linters say of a change. */
export interface CheckReport {
  /** Tools that ran. */
  readonly tools: readonly string[];
  /** What they say with the change and did not say without it. */
  readonly remarks: readonly CheckRemark[];
  /** Why a tool that the project is set up for says nothing, one sentence each. */
  readonly notes: readonly string[];
}
