import { ownerMark } from '../disk/owner-mark.ts';
import { sweepFolders } from '../disk/sweep-folders.ts';
import type { ProcessFileSystem } from '../disk/process-file-system.ts';
import type { Mount, Network, Room } from './sandbox.ts';
import { writeEtc } from './write-etc.ts';

const prefix = 'artemis-room-';

/** What {@link openRoom} needs. */
export interface RoomRequest {
  readonly fs: ProcessFileSystem;
  /** Absolute path of the folder the command works in: the only one of the user's that it can write. */
  readonly workDir: string;
  /** What it may read besides the system: the program itself, say. Default: nothing. */
  readonly mounts?: readonly Mount[];
  readonly network: Network;
  /** Absolute path of a folder for temporary files; it must not be within `workDir`. */
  readonly parentDir: string;
}

/** A room with a fresh home folder. */
export interface OpenRoom {
  readonly room: Room;
  /** Deletes what was made for the room, not the folder of the work. Never rejects; calling it twice does nothing. */
  close(): Promise<void>;
}

/** Makes a room around a folder that is written in place. What a killed process has left of earlier ones is deleted. */
export async function openRoom({ fs, workDir, mounts = [], network, parentDir }: RoomRequest): Promise<OpenRoom> {
  await sweepFolders(fs, parentDir, prefix);
  const root = await fs.mkdtemp(`${parentDir}/${prefix}${await ownerMark(fs)}`);
  const [homeDir, etcDir] = [`${root}/home`, `${root}/etc`];
  for (const dir of [homeDir, etcDir]) await fs.mkdir(dir, { mode: 0o700 });
  await writeEtc(fs, etcDir);
  const room: Room = { work: { from: workDir, to: workDir }, writable: [], mounts, homeDir, etcDir, network };
  return { room, close: () => fs.rm(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => {}) };
}
