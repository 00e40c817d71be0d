import type { CallContext } from '@artemis/core';
import type { Command } from './command.ts';
import type { FullLimits } from './limits.ts';
import type { ProcessResult } from './process-result.ts';

/** Starts processes: injected, so that a test owns what a command answers. */
export interface ProcessRunner {
  /**
   * Runs a command to its end. Whatever it does is a value; nothing it does rejects.
   *
   * @param keepBytes - How much of each end of standard output is kept. Default: 1 MiB.
   * @throws The reason of `call.signal` when it is aborted; the process and its descendants are then ended.
   */
  run(command: Command, limits: FullLimits, call: CallContext, keepBytes?: number): Promise<ProcessResult>;
}
