import type { Mount, Network, Room, Sandbox } from '@artemis/process';

/** The place a gate runs in: a scratch copy of the project that stands where the project is. */
export interface GateRoom {
  /** Absolute path of the real project; inside a sandbox the scratch copy is seen under this path. */
  readonly projectDir: string;
  /** Absolute path of the scratch copy: the only project folder that can be written. */
  readonly scratchDir: string;
  /** Absolute path of the folder for test reports, on the host. */
  readonly reportDir: string;
  /** Absolute path of the home folder of the gate, on the host. */
  readonly homeDir: string;
  /** Absolute path of the folder with our own reporters and the files of `/etc`, on the host; read-only. */
  readonly supportDir: string;
  /** Dependencies and tools that are shown read-only. */
  readonly mounts: readonly Mount[];
  /** Whether the network is reachable. Only an install step that the user has allowed gets it. */
  readonly network: Network;
}

/** Paths of a room as a gate inside sees them. */
export type InsidePaths = Pick<GateRoom, 'projectDir' | 'reportDir' | 'supportDir' | 'homeDir'>;

/** The room as a sandbox takes it. */
export const roomOf = ({ projectDir, scratchDir, reportDir, homeDir, supportDir, mounts, network }: GateRoom): Room => ({
  work: { from: scratchDir, to: projectDir },
  writable: [{ from: reportDir, to: '/artemis-report' }],
  mounts: [...mounts, { from: supportDir, to: '/artemis-support' }],
  homeDir,
  etcDir: supportDir,
  network,
});

/** Where a gate inside finds what the room has for it. */
export function insidePaths(sandbox: Sandbox, gateRoom: GateRoom): InsidePaths {
  const room = roomOf(gateRoom);
  return {
    projectDir: sandbox.inside(room, gateRoom.scratchDir),
    reportDir: sandbox.inside(room, gateRoom.reportDir),
    supportDir: sandbox.inside(room, gateRoom.supportDir),
    homeDir: sandbox.inside(room, gateRoom.homeDir),
  };
}
