import type { Clock } from '@artemis/core';
import type { CopyFileSystem, Limits, ProcessRunner, ProcessStarter, SandboxPolicy } from '@artemis/process';
import type { RestartLimits } from './team/restarts.ts';
import type { WrappedAgent } from './wrap/wrapped-agent.ts';

/**
 * How several developers work together.
 *
 * - `best`: all do the whole task; when all have ended, the gate chooses.
 * - `first`: the same, but the first whose gate passes ends the work of the others.
 * - `parts`: the task is split where it can be, and each does a part. Where it cannot, as with `best`.
 */
export type TeamMode = 'best' | 'first' | 'parts';

/** Options of the supervision plugin. A project's own files must set none of them. */
export interface SupervisionOptions extends SandboxPolicy {
  /**
   * Developers of our own, at most 16. Default: one for each model of the run, at least 2 and at most 4; 1 where `wrap` names others.
   * None is possible where `wrap` names some.
   */
  readonly developers?: number;
  /** Default: `best`. */
  readonly mode?: TeamMode;
  /** Other agents, by their command lines. Each is one developer more. `sandbox` and `allowUnsandboxed` are about them. */
  readonly wrap?: readonly WrappedAgent[];
  /** What each command of `wrap` may use. */
  readonly limits?: Limits;
  /** How long a developer may do nothing, in milliseconds. Default: 120 000. */
  readonly stallMs?: number;
  readonly restarts?: RestartLimits;
  /** Gates that run at the same time. Default: half of the processors of this machine, at least 1. */
  readonly gatesAtOnce?: number;
  /** Folder in which the copies of the project are made, outside of it. Default: the system's folder for temporary files. */
  readonly treesDir?: string;
  /** Home folder of the user, for git. Default: that of the process. */
  readonly userHome?: string;
  /** Path on which programs are looked up. Default: the `PATH` of the process. */
  readonly searchPath?: string;
  /** What the plugin takes from outside; each is the real one by default. */
  readonly ports?: Partial<SupervisionPorts>;
}

/** What the plugin takes from outside. */
export interface SupervisionPorts {
  readonly clock: Clock;
  readonly fs: CopyFileSystem;
  readonly processes: ProcessRunner;
  readonly starter: ProcessStarter;
}
