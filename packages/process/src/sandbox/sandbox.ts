import type { Command } from '../run/command.ts';
import type { FullLimits } from '../run/limits.ts';

/** A folder or file of the host, and the path it is seen under inside. */
export interface Mount {
  readonly from: string;
  readonly to: string;
}

/**
 * What of the network a command reaches: nothing, not even what listens on the machine itself; all of it; or the hosts of a list,
 * such as `packages.example.org` or `*.example.com:443`, by a proxy that `HTTP_PROXY` and its kin name.
 */
export type Network = boolean | readonly string[];

/** The place a command runs in: what it sees of the machine, and what of that it may write. Paths of the host are absolute. */
export interface Room {
  /** The folder the command works in; it can be written. A copy may stand under the path of the original. */
  readonly work: Mount;
  /** What else can be written. */
  readonly writable: readonly Mount[];
  /** Dependencies and tools, read-only. One that lies within another folder of the room covers that part of it. */
  readonly mounts: readonly Mount[];
  /** The home folder of the command, on the host; it can be written. */
  readonly homeDir: string;
  /** Folder with the few files of `/etc` that programs expect, on the host, as `writeEtc` makes it. */
  readonly etcDir: string;
  readonly network: Network;
}

/** What to run in a {@link Room}. */
export interface RoomCommand {
  /** Absolute path of the program, as it is seen inside. */
  readonly file: string;
  readonly args: readonly string[];
  /** Working folder, relative to the folder of the work; `''` is that folder itself. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
}

/** One way to keep a command inside its room. */
export interface Sandbox {
  readonly name: 'bubblewrap' | 'sandbox-runtime' | 'none';
  /** Whether a path can be shown under another one. Where it cannot, every path is that of the host. */
  readonly mounts: boolean;
  /** The path under which a command inside sees a path of the host that is in one of the folders of the room. */
  inside(room: Room, path: string): string;
  /**
   * The process that runs `command` inside `room`.
   *
   * @throws ProcessError `ARTEMIS_E_SANDBOX_UNAVAILABLE` when this sandbox cannot keep to the network of the room.
   */
  enter(command: RoomCommand, room: Room, limits: FullLimits): Command | Promise<Command>;
}
