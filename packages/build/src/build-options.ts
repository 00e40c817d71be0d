import type { Clock, Random } from '@artemis/core';
import type { Limits, ProcessRunner, SandboxPolicy } from '@artemis/process';
import type { Gate } from './detect/gate.ts';
import type { BuildFileSystem } from './scratch/build-file-system.ts';

/** Options of the build plugin. A project's own files must not set `sandbox`, `allowUnsandboxed`, `install` or `env`. */
export interface BuildOptions extends SandboxPolicy {
  /** The gates, in place of what detection finds. */
  readonly gates?: readonly Gate[];
  readonly limits?: Limits;
  /** Defects planted in the changed lines. Default: up to 4, and only where nothing else shows that a test depends on the change. */
  readonly mutate?: number;
  /**
   * Whether the compiler and linters that the project is set up for are run for the review, where one takes place: `new` tells what they
   * say with the change and did not say without it. Default: `new`.
   */
  readonly checks?: 'new' | 'none';
  /** Installs dependencies before the first gate: `no-scripts` runs none of their scripts. Default: `no`. */
  readonly install?: 'no' | 'no-scripts' | 'with-scripts';
  /**
   * Hosts that are reached to install dependencies, such as `packages.example.org`; no other is. Needs `@anthropic-ai/sandbox-runtime`
   * and a user who is not root. Default: all.
   */
  readonly installHosts?: readonly string[];
  /** Folders of the project that are left out of the copy the gate runs in, relative to it. */
  readonly exclude?: readonly string[];
  /** Further variables for the gates; the gates get none of the user's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folder in which copies are made. Default: the system's folder for temporary files. */
  readonly scratchDir?: string;
  /** Home folder in which tools keep the dependencies they have fetched. Default: the user's. */
  readonly userHome?: string;
  /** Path on which tools are looked up. Default: the `PATH` of the process. */
  readonly searchPath?: string;
  /** What the plugin takes from outside; each is the real one by default. */
  readonly ports?: Partial<BuildPorts>;
}

/** What the plugin takes from outside. */
export interface BuildPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly fs: BuildFileSystem;
  readonly processes: ProcessRunner;
}
