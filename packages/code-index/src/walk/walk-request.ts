import type { Clock, FileSystem } from '@artemis/core';
import type { IndexLimits } from '../index-limits.ts';

/** What listing the files of a project needs. */
export interface WalkRequest {
  /** Absolute, without links. */
  readonly root: string;
  readonly limits: IndexLimits;
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  /** Monotonic time at which the listing ends. */
  readonly endMs: number;
  readonly signal: AbortSignal | undefined;
}
