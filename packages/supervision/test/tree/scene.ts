import { execFileSync } from 'node:child_process';
import * as promises from 'node:fs/promises';
import type { CallContext } from '@artemis/core';
import { systemProcesses } from '@artemis/process';
import { Trees, type TreesParts } from '../../src/tree/trees.ts';
import { openHouse, type House } from '../house.ts';

export const patiently: CallContext = { signal: new AbortController().signal, remainingMs: () => Infinity };

/** A house, and the work trees of this process. */
export interface Scene extends House {
  readonly trees$: Trees;
  /** Runs git in the project, as its user does. */
  git(...args: readonly string[]): string;
  /** Everything below a folder with its kind, and what a file holds. */
  listing(folder: string): Promise<Readonly<Record<string, string>>>;
}

/** @param parts - In place of the real ones. */
export async function openScene(files: Readonly<Record<string, string>>, parts: Partial<TreesParts> = {}): Promise<Scene> {
  const house = await openHouse(files);
  const { processes, toolchain } = systemProcesses();
  const trees$ = new Trees({ fs: promises, processes, toolchain, homeDir: house.path, treesDir: house.treesDir, ...parts });
  return {
    ...house,
    trees$,
    git: (...args) => gitIn(house.projectDir, house.path, args),
    listing: (folder) => listing(folder),
    [Symbol.asyncDispose]: async () => {
      await trees$.close();
      await house[Symbol.asyncDispose]();
    },
  };
}

/** A house whose project is a repository with one commit. */
export async function openRepository(files: Readonly<Record<string, string>>, parts: Partial<TreesParts> = {}): Promise<Scene> {
  const scene = await openScene(files, parts);
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    ['commit', '-q', '-m', 'first'],
  ])
    scene.git(...args);
  return scene;
}

export const gitIn = (cwd: string, home: string, args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e@example.com', ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: home, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function listing(folder: string, below = ''): Promise<Readonly<Record<string, string>>> {
  let found: Readonly<Record<string, string>> = {};
  for (const entry of await promises.readdir(`${folder}/${below}`, { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) found = { ...found, ...(await listing(folder, path)) };
    else
      found = {
        ...found,
        [path]: entry.isSymbolicLink()
          ? `-> ${await promises.readlink(`${folder}/${path}`)}`
          : await promises.readFile(`${folder}/${path}`, 'utf8'),
      };
  }
  return found;
}
