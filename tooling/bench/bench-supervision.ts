/**
 * What several developers bring and cost:
 *
 *     pnpm build && node tooling/bench/bench-supervision.ts [--runs 50] [--files 10000] [--rounds 5]
 *
 * Each attempt of a developer passes with probability 0.4 and takes 10 to 50 s, both by a seed. Models and gate are scripted and their
 * time is virtual; runs, work trees and the supervisor are real. The optimum is an overseer that costs nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemProcesses } from '@artemis/process';
import { Trees } from '../../packages/supervision/src/tree/trees.ts';
import { oddsOf } from './developer-odds.ts';
import { median } from './whole-process.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    files: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'artemis-bench-supervision-'));
try {
  console.log('developers  mode   time s  optimum s  ratio   calls  optimum   attempts  own ms a run');
  for (const mode of ['best', 'first'] as const)
    for (const developers of [1, 2, 4, 8]) {
      const odds = await oddsOf({ folder, developers, mode, runs: Number(values.runs) });
      const cells = [
        String(developers).padEnd(10),
        mode.padEnd(5),
        odds.seconds.toFixed(1).padStart(7),
        odds.bestSeconds.toFixed(1).padStart(10),
        (odds.seconds / odds.bestSeconds).toFixed(3).padStart(6),
        odds.calls.toFixed(2).padStart(7),
        odds.bestCalls.toFixed(2).padStart(8),
        odds.attempts.toFixed(2).padStart(10),
        odds.ownMs.toFixed(0).padStart(13),
      ];
      console.log(cells.join('  '));
    }
  await measureTrees(Number(values.files), Number(values.rounds));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A repository of many small files, and how long a work tree of it takes, beside what others would do. */
async function measureTrees(files: number, rounds: number): Promise<void> {
  const projectDir = join(folder, 'large');
  for (let at = 0; at < files; at++) {
    if (at % 100 === 0) mkdirSync(join(projectDir, `folder-${at / 100}`), { recursive: true });
    writeFileSync(join(projectDir, `folder-${Math.floor(at / 100)}`, `file-${at}.ts`), `export const value${at} = ${at};\n`.repeat(40));
  }
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e@example.com', ...args], { cwd: projectDir, encoding: 'utf8' });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  const call = { signal: new AbortController().signal, remainingMs: () => Infinity };
  const treesWith = (searchPath: string | undefined): Trees =>
    new Trees({ fs: promises, ...systemProcesses({ searchPath }), homeDir: folder, treesDir: join(folder, 'trees') });
  const kinds: Readonly<Record<string, () => Promise<() => Promise<unknown>>>> = {
    'work tree (git)': () =>
      treesWith(undefined)
        .open(projectDir, call)
        .then((tree) => tree.close),
    'work tree (plain copy)': () =>
      treesWith('/nowhere')
        .open(projectDir, call)
        .then((tree) => tree.close),
    'git worktree add, with its checkout': async () => {
      git('worktree', 'add', '-q', '--detach', join(folder, 'checkout'));
      return async () => git('worktree', 'remove', '--force', join(folder, 'checkout'));
    },
    'cp -r': async () => {
      execFileSync('cp', ['-r', projectDir, join(folder, 'copy')]);
      return async () => execFileSync('rm', ['-rf', join(folder, 'copy')]);
    },
  };
  const times = new Map(Object.keys(kinds).map((kind) => [kind, { open: [] as number[], close: [] as number[] }]));
  for (let round = 0; round < rounds; round++)
    for (const [kind, open] of Object.entries(kinds)) {
      const startMs = performance.now();
      const close = await open();
      const openedMs = performance.now();
      await close();
      times.get(kind)?.open.push(openedMs - startMs);
      times.get(kind)?.close.push(performance.now() - openedMs);
    }
  console.log(`\n${files} files          made    taken away (ms, medians of ${rounds})`);
  for (const [kind, { open, close }] of times)
    console.log(`${kind.padEnd(36)} ${median(open).toFixed(0).padStart(7)} ${median(close).toFixed(0).padStart(7)}`);
}
