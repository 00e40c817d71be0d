import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { systemClock } from '../../src/ports/system-clock.ts';
import type { ArtemisError } from '../../src/errors/artemis-error.ts';
import { checkPath } from '../../src/workspace/guard/path-guard.ts';
import { ProjectFiles } from '../../src/workspace/disk/project-files.ts';
import { ProjectRoot } from '../../src/workspace/disk/project-root.ts';
import { Workspace } from '../../src/workspace/workspace.ts';
import { patchOf } from './patch-of.ts';
import { memoryFolder, temporaryProject, treeOf } from './temporary-project.ts';

/** Runs in a process of its own: swaps `dir` between a real folder and a link to outside as fast as it can, and says so every 1 000 times. */
const swapper = `
  const fs = require('node:fs');
  const quietly = (work) => { try { work(); return true } catch { return false } };
  for (let round = 0, swaps = 0; ; round += 1) {
    quietly(() => fs.renameSync('dir', 'aside' + round));
    if (quietly(() => fs.symlinkSync('../outside', 'dir')) && ++swaps % 1000 === 0) fs.writeSync(1, '.');
    quietly(() => fs.lstatSync('dir').isSymbolicLink() && fs.unlinkSync('dir'));
    quietly(() => fs.renameSync('aside' + round, 'dir'));
  }
`;

/** Calls `attempt` while another process swaps, until `dir` was a link 100 000 times and `enough` says so, for at most 60 s. */
async function whileSwapping(root: string, enough: () => boolean, attempt: (round: number) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, ['-e', swapper], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let swaps = 0;
  child.stdout.on('data', (dots: Buffer) => (swaps += dots.length * 1_000));
  const limit = AbortSignal.timeout(60_000);
  try {
    for (let round = 0; (swaps < 100_000 || !enough()) && !limit.aborted; round += 1) await attempt(round);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  expect(swaps).toBeGreaterThanOrEqual(100_000);
  expect(enough()).toBe(true);
}

/** Codes of a write that met the swapping and did not go on. */
const expected = ['ARTEMIS_E_PATH_REFUSED', 'ARTEMIS_E_WORKSPACE_WRITE', 'ARTEMIS_E_WORKSPACE_CONFLICT'];

describe.skipIf(process.platform !== 'linux')(
  'a parent folder that another process swaps for a link (needs Linux with /proc)',
  { timeout: 70_000 },
  () => {
    it('S08: single writes put 0 files and 0 bytes outside', async () => {
      const { base, root } = temporaryProject({ 'dir/f': 'x' }, memoryFolder);
      mkdirSync(join(base, 'outside'));
      const files = new ProjectFiles(nodeFileSystem, systemClock, await ProjectRoot.open(nodeFileSystem, root));
      const path = checkPath('dir/f');
      const seen = { written: 0, links: 0 };
      await whileSwapping(
        root,
        () => seen.written >= 100 && seen.links >= 100,
        async (round) => {
          try {
            await files.stage(path, `t${round}`, Buffer.from('inside'), null);
            await files.promote(path, `t${round}`);
            seen.written += 1;
          } catch (error) {
            expect(expected).toContain((error as ArtemisError).code);
            if ((error as ArtemisError).facts['rule'] === 'link') seen.links += 1;
          }
        },
      );
      expect(treeOf(join(base, 'outside'))).toEqual({});
    });

    it('S08: whole patches, their rollbacks and recoveries put 0 files and 0 bytes outside', async () => {
      const { base, root, stateDir } = temporaryProject({ 'dir/f': 'x', 'dir/deep/g': 'x' }, memoryFolder);
      mkdirSync(join(base, 'outside'));
      const workspace = await Workspace.open({ root, stateDir });
      const seen = { applied: 0, failed: 0 };
      await whileSwapping(
        root,
        () => seen.applied >= 10 && seen.failed >= 10,
        async (round) => {
          try {
            const { changes } = await workspace.apply(
              patchOf({ 'dir/f': `f${round}`, 'dir/deep/g': `g${round}`, 'dir/new/h': `h${round}`, 'dir/gone': null }),
            );
            if (changes.length > 0) seen.applied += 1;
            if (round % 3 === 0) await workspace.rollback();
          } catch (error) {
            expect(expected).toContain((error as ArtemisError).code);
            seen.failed += 1;
          }
        },
      );
      expect(treeOf(join(base, 'outside'))).toEqual({});
    });

    it('S08: reading never shows what is outside', async () => {
      const { base, root, stateDir } = temporaryProject({ 'dir/f': 'inside' }, memoryFolder);
      mkdirSync(join(base, 'outside'));
      writeFileSync(join(base, 'outside/f'), 'secret');
      const workspace = await Workspace.open({ root, stateDir });
      const seen = { inside: 0, links: 0, secret: 0 };
      await whileSwapping(
        root,
        () => seen.inside >= 100 && seen.links >= 100,
        async () => {
          const text = await workspace.read('dir/f').catch((error: ArtemisError) => error.facts['rule']);
          if (text === 'inside') seen.inside += 1;
          if (text === 'link') seen.links += 1;
          if (text === 'secret') seen.secret += 1;
        },
      );
      expect(seen.secret).toBe(0);
    });

    it('S08: a plain path does lead outside under the same swapping', async () => {
      const { base, root } = temporaryProject({ 'dir/f': 'x' }, memoryFolder);
      mkdirSync(join(base, 'outside'));
      await whileSwapping(
        root,
        () => existsSync(join(base, 'outside/f')),
        async () => {
          await writeFile(join(root, 'dir/f'), 'escaped').catch(() => undefined);
        },
      );
    });
  },
);
