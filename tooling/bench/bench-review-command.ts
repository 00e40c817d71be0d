/**
 * What `artemis review` costs as a whole process, with no model and with one that is dead, each the median of several rounds:
 *
 *     pnpm build && node tooling/bench/bench-review-command.ts [--rounds 9]
 *
 * The repository holds sources of core; the change puts so many lines into them.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureProcesses, median } from './whole-process.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } });
const folder = mkdtempSync(join(tmpdir(), 'artemis-bench-review-'));
const bin = join(import.meta.dirname, '../../apps/cli/dist/bin.js');

/** A repository whose working tree has this many lines more than its last commit. */
function repositoryWith(lines: number): string {
  const root = join(folder, String(lines));
  cpSync(join(import.meta.dirname, '../../packages/core/src'), root, { recursive: true });
  const git = (...args: readonly string[]): Buffer => execFileSync('git', ['-C', root, ...args]);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.test', 'commit', '--quiet', '--message', 'one');
  let left = lines;
  for (const path of globSync('**/*.ts', { cwd: root }).toSorted()) {
    const text = readFileSync(join(root, path), 'utf8').split('\n');
    const added = text.slice(0, Math.min(20, left)).map((line) => `${line} `);
    writeFileSync(join(root, path), [...text, ...added].join('\n'));
    left -= added.length;
  }
  return root;
}

/** A port nobody listens at. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const home = { HOME: folder, XDG_CONFIG_HOME: join(folder, 'c'), XDG_STATE_HOME: join(folder, 's') };
const dead = { OPENAI_BASE_URL: `http://127.0.0.1:${await closedPort()}/v1`, OPENAI_API_KEY: 'none' };
const commands = [1_000, 3_000].flatMap((lines) => {
  const args = [bin, 'review', '--cwd', repositoryWith(lines)];
  return [
    { name: `${lines} changed lines, no model`, args, env: home },
    { name: `${lines} changed lines, dead model`, args, env: { ...home, ...dead } },
  ];
});
try {
  for (const [name, usages] of await measureProcesses(commands, Number(values.rounds))) {
    const [wall, cpu] = [usages.map(({ wallMs }) => wallMs), usages.map(({ cpuMs }) => cpuMs)];
    console.log(
      `${name}: wall ${median(wall).toFixed(0)} ms (longest ${Math.max(...wall).toFixed(0)}), processor ${median(cpu).toFixed(0)} ms`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
