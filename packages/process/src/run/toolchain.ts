import { dirname } from 'node:path';
import type { ProcessFileSystem } from '../disk/process-file-system.ts';
import type { Mount } from '../sandbox/sandbox.ts';
import { isInside } from './is-inside.ts';
import { isProgram } from './is-program.ts';

/** A program of this machine, and what it needs to be there to work. */
export interface InstalledTool {
  /** Absolute path it is started by. */
  readonly file: string;
  readonly mounts: readonly Mount[];
  readonly env: Readonly<Record<string, string>>;
}

/** Version managers keep a tool in a folder of the home: the part of that folder a tool needs, and the variables that name it. */
const managed: readonly {
  readonly root: RegExp;
  readonly parts: readonly string[];
  readonly env: (root: string) => Readonly<Record<string, string>>;
}[] = [
  {
    root: /^(.*\/\.cargo)\/bin\//,
    parts: ['bin', 'registry', 'git', 'config.toml', '../.rustup'],
    env: (root) => ({ CARGO_HOME: root, RUSTUP_HOME: `${dirname(root)}/.rustup` }),
  },
  { root: /^(.*\/\.pyenv)\//, parts: [''], env: (root) => ({ PYENV_ROOT: root }) },
  { root: /^(.*\/\.rbenv)\//, parts: [''], env: (root) => ({ RBENV_ROOT: root }) },
  { root: /^(.*\/\.(?:nvm|volta|asdf|sdkman|bun|deno))\//, parts: [''], env: () => ({}) },
];

/** Finds programs on the machine's path, never in the project. */
export class Toolchain {
  readonly #fs: ProcessFileSystem;
  readonly #folders: readonly string[];
  readonly #node: string;

  /**
   * @param searchPath - The machine's `PATH`.
   * @param node - The Node.js that runs Artemis; it is the `node` of the gates too.
   */
  constructor(fs: ProcessFileSystem, searchPath: string, node: string) {
    this.#fs = fs;
    this.#folders = [...new Set(searchPath.split(':').filter((folder) => folder.startsWith('/')))];
    this.#node = node;
  }

  /** @returns `null` when the program is not installed outside `projectDir`. */
  async find(program: string, projectDir: string): Promise<InstalledTool | null> {
    if (program === 'node') return this.describe(this.#node);
    for (const folder of this.#folders) {
      if (isInside(folder, projectDir)) continue;
      const file = `${folder}/${program}`;
      if (await isProgram(this.#fs, file)) return this.describe(file);
    }
    return null;
  }

  /** What a program at a known place needs. */
  async describe(file: string): Promise<InstalledTool> {
    const real = await this.#fs.realpath(file);
    for (const { root, parts, env } of managed) {
      const match = root.exec(file)?.[1];
      if (match !== undefined) return { file, mounts: await this.#existing(parts.map((part) => joined(match, part))), env: env(match) };
    }
    if (isInside(real, '/usr')) return { file: isInside(file, '/usr') ? file : real, mounts: [], env: {} };
    // `/opt/tool/bin/tool` needs `/opt/tool`; a lone program in a folder of the home needs only itself.
    const prefix = dirname(dirname(real));
    const alone = /^\/(?:root|home\/[^/]+)(?:\/\.local)?$/.test(prefix) || prefix === '/';
    return { file: real, mounts: [{ from: alone ? real : prefix, to: alone ? real : prefix }], env: {} };
  }

  async #existing(paths: readonly string[]): Promise<Mount[]> {
    const mounts: Mount[] = [];
    for (const path of paths) {
      const found = await this.#fs.access(path).then(
        () => true,
        () => false,
      );
      if (found) mounts.push({ from: path, to: path });
    }
    return mounts;
  }
}

const joined = (root: string, part: string): string =>
  part === '' ? root : part.startsWith('../') ? `${dirname(root)}/${part.slice(3)}` : `${root}/${part}`;
