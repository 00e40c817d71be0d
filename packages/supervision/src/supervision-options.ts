import type { Clock, TaskTeam } from '@artemis/core';
import type { CopyFileSystem, Limits, ProcessRunner, ProcessStarter, SandboxPolicy } from '@artemis/process';
import type { RestartLimits } from './team/restarts.ts';
import type { WrappedAgent } from './wrap/wrapped-agent.ts';

/** How several developers work together, as {@link TaskTeam} has it. `parts` is as `best` where a task cannot be split. */
export type TeamMode = NonNullable<TaskTeam['mode']>;

/** Options of the supervision plugin. A project's own files must set none of them; what a task says of its team is above them. */
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
