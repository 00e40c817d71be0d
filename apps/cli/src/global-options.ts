import type { Retention } from '@artemis/core';
import type { RunOptions } from './run-options.ts';

/** Options that every command takes, and those of the command at hand. */
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
  /** Whether a question may be asked at all. */
  readonly input: boolean;
  /** Plain switches of the command itself, such as `watch`. */
  readonly switches: ReadonlySet<string>;
  /** Of `review`. */
  readonly review: {
    /** What to compare with, as the user wrote it. */
    readonly base?: string;
    readonly format?: 'text' | 'json' | 'sarif';
  };
  /** Of `run` and `resume`; empty for other commands. */
  readonly run: RunOptions;
  /** Of `gc`; empty for other commands. */
  readonly retention: Partial<Retention>;
}
