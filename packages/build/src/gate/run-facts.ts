import type { Ending } from '@artemis/process';
import type { TestRecord } from '../results/test-record.ts';

/** What one run of a gate showed. JSON: baselines are kept in the journal. */
export interface RunFacts {
  /** The command as one line. */
  readonly command: string;
  /** How its last program ended. */
  readonly ending: Ending;
  /** Exit code of its last program; `null` when a signal ended it. */
  readonly exitCode: number | null;
  /** Whether a program that only builds was the one that said no. */
  readonly brokenBuild: boolean;
  /** Tests by name; empty when none ran or no report could be read. */
  readonly tests: readonly TestRecord[];
  /**
   * - `read`: every test program wrote a report that could be read.
   * - `unreadable`: one wrote none, or one that makes no sense: only the exit code is known.
   * - `none`: no program of the gate is one whose results can be read.
   */
  readonly report: 'read' | 'unreadable' | 'none';
  /** Tests, and files that decide how they run, that were changed while they ran. */
  readonly rewritten?: readonly string[];
  /** Output, trimmed. */
  readonly output: string;
  readonly durationMs: number;
}

/** Whether the command as a whole said yes. */
export const saidYes = ({ ending, exitCode }: RunFacts): boolean => ending === 'exited' && exitCode === 0;
