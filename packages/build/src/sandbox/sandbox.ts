import type { Command } from '../run/command.ts';
import type { FullLimits } from '../run/limits.ts';

/** A folder or file of the host that is shown inside, read-only. */
export interface Mount {
  readonly from: string;
  readonly to: string;
}

/** The place a command runs in: a scratch copy of the project that stands where the project is. */
export interface Room {
  /** Absolute path of the real project; inside a sandbox the scratch copy is seen under this path. */
  readonly projectDir: string;
  /** Absolute path of the scratch copy: the only project folder that can be written. */
  readonly scratchDir: string;
  /** Absolute path of the folder for test reports, on the host. */
  readonly reportDir: string;
  /** Absolute path of the home folder of the command, on the host. */
  readonly homeDir: string;
  /** Absolute path of the folder with our own reporters and the few files of `/etc` that programs expect, on the host; read-only. */
  readonly supportDir: string;
  /** Dependencies and tools that are shown read-only. */
  readonly mounts: readonly Mount[];
  /** Whether the network is reachable. Only an install step that the user has allowed gets it. */
  readonly network: boolean;
}

/** What to run in a {@link Room}. */
export interface RoomCommand {
  /** Absolute path of the program, as it is seen inside. */
  readonly file: string;
  readonly args: readonly string[];
  /** Working folder, relative to the project; `''` is the project itself. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Paths of a room as a command inside sees them. */
export interface InsidePaths {
  readonly projectDir: string;
  readonly reportDir: string;
  readonly supportDir: string;
  readonly homeDir: string;
}

/** One way to keep a command inside its room. */
export interface Sandbox {
  readonly name: 'bubblewrap' | 'none';
  /** The paths a command inside sees. */
  inside(room: Room): InsidePaths;
  /** The process that runs `command` inside `room`. */
  enter(command: RoomCommand, room: Room, limits: FullLimits): Command | Promise<Command>;
}
