import type { InstalledTool, Toolchain } from '@artemis/process';
import type { BuildFileSystem } from '../scratch/build-file-system.ts';
import type { GateRoom, InsidePaths } from './gate-room.ts';

/** A program to find for a step of a gate. */
export interface ProgramRequest {
  readonly fs: BuildFileSystem;
  readonly toolchain: Toolchain;
  readonly room: GateRoom;
  readonly inside: InsidePaths;
  /** Folder of the gate. */
  readonly dir: string;
  /** As in `GateStep.argv`. */
  readonly program: string;
}

/** Where a program is, as seen inside, and the tools of the machine it runs with. */
export interface FoundProgram {
  /** `null` when it is not installed. */
  readonly file: string | null;
  readonly tools: readonly InstalledTool[];
}

/** Finds a program of the project's dependencies or of the machine. Node.js is always among its tools: most scripts start with it. */
export async function findProgram(request: ProgramRequest): Promise<FoundProgram> {
  const { toolchain, room, program } = request;
  const node = await toolchain.find('node', room.projectDir);
  const runtime = node ? [node] : [];
  if (program.startsWith('bin:')) return { file: await localProgram(request, program.slice('bin:'.length)), tools: runtime };
  const environmentPython = /^python3?$/.test(program) ? await pythonOfProject(request) : null;
  if (environmentPython) return environmentPython;
  const tool = await toolchain.find(program, room.projectDir);
  return tool ? { file: tool.file, tools: program === 'node' ? [tool] : [tool, ...runtime] } : { file: null, tools: [] };
}

/** The nearest `node_modules/.bin` upwards. */
async function localProgram({ fs, room, inside, dir }: ProgramRequest, name: string): Promise<string | null> {
  const segments = dir === '' ? [] : dir.split('/');
  for (let length = segments.length; length >= 0; length -= 1) {
    const path = [...segments.slice(0, length), 'node_modules', '.bin', name].join('/');
    const there = await fs.lstat(`${room.scratchDir}/${path}`).then(
      () => true,
      () => false,
    );
    if (there) return `${inside.projectDir}/${path}`;
  }
  return null;
}

/** The interpreter of an environment inside the project; `null` when there is none, or it leads to an interpreter that is gone. */
async function pythonOfProject({ fs, toolchain, room, dir }: ProgramRequest): Promise<FoundProgram | null> {
  const roots = dir === '' ? [''] : [`${dir}/`, ''];
  for (const path of roots.flatMap((root) => [`${root}.venv/bin/python`, `${root}venv/bin/python`])) {
    const file = `${room.projectDir}/${path}`;
    const real = await fs.realpath(file).catch(() => null);
    if (real !== null) return { file, tools: [await toolchain.describe(real)] };
  }
  return null;
}
