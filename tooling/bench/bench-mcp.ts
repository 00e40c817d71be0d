/**
 * What MCP servers cost a run, and whether they outlive it:
 *
 *     node tooling/bench/bench-mcp.ts [--json] [--rounds 15] [--kills 100]
 *
 * First the time from the start of the command to the first question at the model, with no server and with ten that are dead, in turn:
 * once with nothing else before that question, and once with a project whose tests are run before it, so that servers start meanwhile.
 * Then sessions with five servers each are killed at a random moment.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '15' },
    kills: { type: 'string', default: '100' },
  },
});
const bin = join(import.meta.dirname, '../../apps/cli/dist/bin.js');
const program = join(import.meta.dirname, '../../packages/mcp/test/servers/program.mjs');
const server = (...args: readonly string[]): object => ({ command: 'node', args: [program, ...args] });

/** A model that never answers: what is measured ends with its first request. */
let asked = (): void => {};
const model = createServer(() => asked());
await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
const { port } = model.address() as AddressInfo;

const home = mkdtempSync(join(tmpdir(), 'artemis-bench-home-'));
const flags = join(home, 'flags.json');
writeFileSync(flags, '{"enable_build": false, "enable_review": false, "enable_reasoning": false}');
const env: Readonly<Record<string, string | undefined>> = {
  PATH: process.env['PATH'],
  HOME: home,
  OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
  OPENAI_API_KEY: 'not-a-secret',
};
const alone: Readonly<Record<string, string | undefined>> = { ...env, ARTEMIS_FEATURE_FLAGS: flags };

/** A project whose servers the user trusts. */
function projectWith(name: string, servers: Readonly<Record<string, object>>): string {
  const project = realpathSync(mkdtempSync(join(tmpdir(), `artemis-bench-${name}-`)));
  writeFileSync(join(project, 'package.json'), '{"name":"sum","private":true,"type":"module","scripts":{"test":"node --test"}}');
  writeFileSync(join(project, 'sum.test.js'), "import { test } from 'node:test';\ntest('works', () => {});\n");
  if (Object.keys(servers).length === 0) return project;
  const text = JSON.stringify({ mcpServers: servers });
  const file = join(project, '.mcp.json');
  writeFileSync(file, text);
  trusted[file] = createHash('sha256').update(text).digest('hex');
  mkdirSync(join(home, '.config/artemis'), { recursive: true });
  writeFileSync(join(home, '.config/artemis/trusted.json'), JSON.stringify({ version: 1, files: trusted }));
  return project;
}

const trusted: Record<string, string> = {};
const ten = (entry: object): Readonly<Record<string, object>> =>
  Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`server${index}`, entry]));

const start = (project: string, variables: typeof env): ChildProcess =>
  spawn(process.execPath, [bin, 'run', 'add two numbers', '-C', project], { stdio: 'ignore', env: variables });

/** A run that has asked its first question, and waits for the answer. */
async function asking(project: string, variables: typeof env): Promise<ChildProcess> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  asked = resolve;
  const child = start(project, variables);
  child.once('exit', (code) => reject(new Error(`the run ended with ${code} before it had asked`)));
  await promise;
  return child;
}

/** Milliseconds from the start of the command to its first question. */
async function firstQuestionMs(project: string, variables: typeof env): Promise<number> {
  const startMs = performance.now();
  const child = await asking(project, variables);
  const tookMs = performance.now() - startMs;
  child.kill('SIGKILL');
  await new Promise((done) => child.once('exit', done));
  return tookMs;
}

const cases = {
  'no server': projectWith('none', {}),
  'ten whose program is not there': projectWith('absent', ten({ command: 'no-such-program' })),
  'ten that die at once': projectWith('dies', ten(server('dies'))),
  'ten that never greet': projectWith('silent', ten(server('silent'))),
};
/** Each case against the one without servers; they take turns. */
async function measureDelays(
  variables: typeof env,
): Promise<readonly { readonly name: string; readonly firstQuestionMs: number; readonly laterMs: number }[]> {
  const times = new Map(Object.keys(cases).map((name): [string, number[]] => [name, []]));
  for (let round = -1; round < Number(values.rounds); round++) {
    for (const [name, project] of Object.entries(cases)) {
      const tookMs = await firstQuestionMs(project, variables);
      if (round >= 0) times.get(name)?.push(tookMs);
    }
  }
  const without = firstQuartile(times.get('no server') ?? []);
  return [...times].map(([name, all]) => ({
    name,
    firstQuestionMs: Math.round(firstQuartile(all)),
    laterMs: Math.round(firstQuartile(all) - without),
  }));
}

/** What else runs on the machine only ever adds. */
const firstQuartile = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 4)] ?? Number.NaN;

const atOnce = await measureDelays(alone);
const afterTests = await measureDelays(env);

/** Processes whose command line holds a word. */
const survivors = (word: string): number =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && Number(pid) !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
    } catch {
      return false;
    }
  }).length;

const word = '974.4711';
const kinds = ['good', 'silent', 'stubborn', 'stderr', 'good'];
const killed = projectWith('killed', Object.fromEntries(kinds.map((kind, index) => [`server${index}`, server(kind, word)])));
let seen = 0;
let left = 0;
for (let session = 0; session < Number(values.kills); session++) {
  const child = await asking(killed, alone);
  while (survivors(word) === 0) await wait(10);
  await wait(Math.random() * 1_000);
  seen += survivors(word);
  child.kill('SIGKILL');
  await new Promise((done) => child.once('exit', done));
  const endMs = performance.now() + 5_000;
  while (survivors(word) > 0 && performance.now() < endMs) await wait(50);
  left += survivors(word);
}
model.closeAllConnections();
model.close();
for (const project of [...Object.values(cases), killed, home]) rmSync(project, { recursive: true, force: true });

const kills = { sessions: Number(values.kills), processesSeen: seen, leftAfter5s: left };
if (values.json) console.log(JSON.stringify({ node: process.version, rounds: Number(values.rounds), atOnce, afterTests, kills }));
else {
  for (const delays of [atOnce, afterTests]) console.table(Object.fromEntries(delays.map(({ name, ...figures }) => [name, figures])));
  console.log(`${kills.sessions} sessions killed, ${kills.processesSeen} processes of servers seen, ${kills.leftAfter5s} left after 5 s`);
}
if (left > 0) process.exitCode = 1;
