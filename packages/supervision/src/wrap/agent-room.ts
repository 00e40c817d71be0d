import { dirname } from 'node:path';
import type { CallContext } from '@artemis/core';
import {
  chooseSandbox,
  fullLimits,
  openRoom,
  plainEnvironment,
  type Command,
  type CopyFileSystem,
  type InstalledTool,
  type Limits,
  type ProcessRunner,
  type Sandbox,
  type SandboxPolicy,
  type Toolchain,
} from '@artemis/process';
import { SupervisionError } from '../supervision-error.ts';
import type { WrappedAgent } from './wrapped-agent.ts';

/** What {@link AgentRooms} need. */
export interface AgentRoomsParts {
  readonly fs: CopyFileSystem;
  readonly processes: ProcessRunner;
  readonly toolchain: Toolchain;
  readonly policy: SandboxPolicy;
  readonly limits: Limits | undefined;
}

/** What one command works with. */
export interface RoomRequest {
  readonly agent: WrappedAgent;
  /** Arguments, with the task in its place. */
  readonly args: readonly string[];
  /** The copy it works in: the only folder of the project it can write. */
  readonly workDir: string;
  /** What is installed in the project, by the paths where the copy shall have it. */
  readonly installed: ReadonlyMap<string, string>;
  /** Folder for what the room needs, outside of the copy. */
  readonly parentDir: string;
}

/** A command of another agent as it has to be started. */
export interface EnteredRoom {
  readonly command: Command;
  /** Takes away what was made for it. Never rejects. */
  readonly close: () => Promise<void>;
}

/** Tells a command that it works for Artemis: an Artemis that finds it employs nobody else. */
const marker = { ARTEMIS_WRAPPED: '1' };

/** Keeps the commands of other agents inside their copies. The network they need is theirs. */
export class AgentRooms {
  readonly #parts: AgentRoomsParts;
  readonly #sandboxes = new Map<boolean, Promise<Sandbox>>();

  constructor(parts: AgentRoomsParts) {
    this.#parts = parts;
  }

  /**
   * Makes a room for a command.
   *
   * @throws SupervisionError `ARTEMIS_E_WRAPPED` when the program is not installed; as `chooseSandbox` where nothing keeps it inside.
   */
  async enter(request: RoomRequest, call: CallContext): Promise<EnteredRoom> {
    const { fs, toolchain, limits } = this.#parts;
    const { agent, workDir, installed, parentDir } = request;
    const [program] = agent.command;
    const tool = program.startsWith('/') ? await toolchain.describe(program).catch(() => null) : await toolchain.find(program, workDir);
    if (tool === null) throw notInstalled(program);
    const network = agent.network ?? true;
    const sandbox = await this.#chosen(network, call);
    const node = await toolchain.find('node', workDir);
    const tools = node === null ? [tool] : [tool, node];
    const folders = sandbox.mounts ? [...installed].map(([path, from]) => ({ from, to: `${workDir}/${path}` })) : [];
    await placeInstalled(fs, request, sandbox.mounts);
    const mounts = [...tools.flatMap((one) => one.mounts), ...folders];
    const opened = await openRoom({ fs, workDir, mounts, network, parentDir });
    const { room } = opened;
    const close = (): Promise<void> => opened.close();
    try {
      await placeFiles(fs, agent, room.homeDir);
      const env = { ...environmentOf(tools, sandbox.inside(room, room.homeDir)), ...agent.env, ...marker };
      const command = await sandbox.enter({ file: tool.file, args: request.args, dir: '', env }, room, fullLimits(limits));
      return { command, close };
    } catch (error) {
      await close();
      throw error;
    }
  }

  #chosen(network: boolean, call: CallContext): Promise<Sandbox> {
    const known = this.#sandboxes.get(network);
    if (known) return known;
    const chosen = chooseSandbox(this.#parts.policy, this.#parts, call, network).catch((error: unknown) => {
      this.#sandboxes.delete(network);
      throw error;
    });
    this.#sandboxes.set(network, chosen);
    return chosen;
  }
}

const environmentOf = (tools: readonly InstalledTool[], homeDir: string): Readonly<Record<string, string>> =>
  Object.assign(
    {},
    plainEnvironment(
      homeDir,
      tools.map(({ file }) => dirname(file)),
    ),
    ...tools.map(({ env }) => env),
  ) as Record<string, string>;

/** What is installed is shown where it cannot be written, or linked where nothing can be shown. */
async function placeInstalled(fs: CopyFileSystem, { workDir, installed }: RoomRequest, shown: boolean): Promise<void> {
  for (const [path, from] of installed) {
    if (shown) await fs.mkdir(`${workDir}/${path}`, { recursive: true });
    else await fs.symlink(from, `${workDir}/${path}`);
  }
}

/** Copies the files that the user lets an agent have into its home folder: it may write them there, and they are gone afterwards. */
async function placeFiles(fs: CopyFileSystem, { name, files = {} }: WrappedAgent, homeDir: string): Promise<void> {
  for (const [path, from] of Object.entries(files)) {
    if (path.startsWith('/') || path.split('/').some((part) => part === '..' || part === '')) throw badFile(name, path);
    await fs.mkdir(dirname(`${homeDir}/${path}`), { recursive: true, mode: 0o700 });
    await fs.copyFile(from, `${homeDir}/${path}`);
  }
}

const notInstalled = (program: string): SupervisionError =>
  new SupervisionError('ARTEMIS_E_WRAPPED', `"${program}" is not installed outside of the project.`, { facts: { program } });

const badFile = (name: string, path: string): SupervisionError =>
  new SupervisionError('ARTEMIS_E_WRAPPED', `"${path}" of ${name} is no path below its home folder.`, { facts: { name, path } });
