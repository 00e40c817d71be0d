import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWorkTree } from '../src/work-tree.ts';

it('lists what git tracks and what is new, but neither ignored nor deleted files', () => {
  const root = mkdtempSync(join(tmpdir(), 'artemis-tree-'));
  try {
    const git = (...args: readonly string[]): unknown => execFileSync('git', args, { cwd: root });
    git('init', '--quiet');
    for (const name of ['.gitignore', 'tracked.ts', 'gone.ts', 'new.ts', 'ignored.log']) writeFileSync(join(root, name), '*.log\n');
    git('add', '.gitignore', 'tracked.ts', 'gone.ts');
    rmSync(join(root, 'gone.ts'));
    expect(openWorkTree(root).files).toEqual(['.gitignore', 'new.ts', 'tracked.ts']);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
