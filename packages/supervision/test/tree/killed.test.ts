import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as promises from 'node:fs/promises';
import { systemProcesses } from '@artemis/process';
import { describe, expect, it } from 'vitest';
import { findLeftTrees, removeLeftTrees } from '../../src/index.ts';
import { Trees } from '../../src/tree/trees.ts';
import { openRepository, patiently, type Scene } from './scene.ts';

const atOnce = 4;

describe('work trees of a process that is killed', () => {
  it('R03: a kill at each of its steps leaves nothing behind that the next start does not take away', { timeout: 180_000 }, async () => {
    await using scene = await openRepository({ 'src/a.js': 'a\n', 'b.js': 'b\n' });
    await scene.write({ 'src/a.js': 'changed\n' });
    await mkdir(scene.treesDir);
    const before = await scene.listing(join(scene.projectDir, '.git'));
    const steps = Number((await run(scene, 0)).said);
    expect(steps).toBeGreaterThan(40);
    const points = Array.from({ length: steps }, (_, index) => index + 1).values();
    let [killed, left, known] = [0, 0, 0];
    const killing = async (): Promise<void> => {
      for (const point of points) {
        if ((await run(scene, point)).signal === 'SIGKILL') killed++;
        left = Math.max(left, (await scene.trees()).length);
        known = Math.max(known, (await readdir(join(scene.projectDir, '.git/worktrees')).catch(() => [])).length);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, killing));
    expect(killed).toBe(steps);
    // There was something to take away, in the folder and in the repository.
    expect(Math.min(left, known)).toBeGreaterThan(0);

    const { processes, toolchain } = systemProcesses();
    const next = new Trees({ fs: promises, processes, toolchain, homeDir: scene.path, treesDir: scene.treesDir });
    await (await next.open(scene.projectDir, patiently)).close();

    expect(await scene.trees()).toEqual([]);
    expect(scene.git('worktree', 'list').trim().split('\n')).toHaveLength(1);
    expect(await scene.listing(join(scene.projectDir, '.git'))).toEqual(before);
    expect(await scene.read('src/a.js')).toBe('changed\n');
  });

  it('R03: are found, and taken away on demand', async () => {
    await using scene = await openRepository({ 'a.js': 'a\n' });
    const before = await scene.listing(join(scene.projectDir, '.git'));
    for (const point of [15, 25, 35]) expect(await run(scene, point)).toMatchObject({ signal: 'SIGKILL' });
    const left = await findLeftTrees(scene.treesDir);

    await removeLeftTrees(scene.treesDir, { userHome: scene.path });

    expect(left.length).toBeGreaterThan(0);
    expect(await scene.trees()).toEqual([]);
    expect(await scene.listing(join(scene.projectDir, '.git'))).toEqual(before);
    await removeLeftTrees(join(scene.path, 'absent'));
  });
});

/** Starts the child with the built packages: reading their sources would take longer than the work. */
async function run(scene: Scene, killAt: number): Promise<{ readonly said: string; readonly signal: string | null }> {
  const args = [join(import.meta.dirname, 'killed-child.ts'), scene.projectDir, scene.treesDir, scene.path, String(killAt)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = text(child.stdout);
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return { said: await said, signal };
}
