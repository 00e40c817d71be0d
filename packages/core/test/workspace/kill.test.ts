import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TemporaryProject } from './temporary-project.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { undo } from '../../src/workspace/undo.ts';
import { Workspace } from '../../src/workspace/workspace.ts';
import { memoryFolder, temporaryProject, treeOf } from './temporary-project.ts';
import { newFiles, oldFiles } from './twenty-files.ts';

const rounds = 200;
const script = join(import.meta.dirname, 'apply-and-die.ts');

/**
 * Applies the patch in another process, which is killed at the nth call of the disk.
 *
 * @returns The signal that ended it, and what it printed.
 */
function applyAndDie({ root, stateDir }: TemporaryProject, nth: number, cache: string): Promise<{ signal: string | null; output: string }> {
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script, root, stateDir, String(nth)], { env, timeout: 60_000 }, (error, output, problems) => {
      if (problems === '') resolve({ signal: error?.signal ?? null, output });
      else reject(new Error(problems));
    });
  });
}

const filesIn = (root: string): Record<string, string> =>
  Object.fromEntries(Object.entries(treeOf(root)).filter(([, content]) => content !== '/'));

describe('kill -9 during a patch of 20 files', () => {
  it(
    `F16: ${rounds} times at random points, the tree is then the old or the new one, and undo restores the old`,
    { timeout: 240_000 },
    async () => {
      const project = temporaryProject(oldFiles, memoryFolder);
      const oldTree = treeOf(project.root);
      const cache = join(project.base, 'cache');
      // Nobody is killed in the first process: it counts the calls, and fills the cache of compiled modules for the others.
      const undisturbed = await applyAndDie(project, Infinity, cache);
      expect(filesIn(project.root)).toEqual(newFiles);

      const random = seededRandom(20_260);
      const points = Array.from({ length: rounds }, () => 1 + Math.floor(random.fraction() * Number(undisturbed.output)));
      const seen = { killed: 0, old: 0, new: 0, repaired: 0 };
      const round = async (nth: number): Promise<void> => {
        const each = temporaryProject(oldFiles, memoryFolder);
        if ((await applyAndDie(each, nth, cache)).signal === 'SIGKILL') seen.killed += 1;
        // Half of the time undo has to repair by itself.
        if (nth % 2 === 0) {
          const recovery = await (await Workspace.open(each)).recover();
          if (recovery !== 'nothing') seen.repaired += 1;
          const found = filesIn(each.root);
          const which = 'added/e0/f20.ts' in found ? 'new' : 'old';
          expect(found).toEqual(which === 'new' ? newFiles : oldFiles);
          seen[which] += 1;
        }
        await undo(each);
        expect(treeOf(each.root)).toEqual(oldTree);
        expect(Object.keys(treeOf(each.base)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      };
      const two = [0, 1].map(async (lane) => {
        for (const nth of points.filter((_, index) => index % 2 === lane)) await round(nth);
      });
      await Promise.all(two);
      expect(seen.killed).toBe(rounds);
      expect(Math.min(seen.old, seen.new)).toBeGreaterThan(5);
      expect(seen.repaired).toBeGreaterThan(50);
    },
  );
});
