/**
 * Wraps command lines of real other agents as developers, by hand and not in CI: it installs them from npm (about 1 GB).
 *
 *     pnpm build && node tooling/agents/check-wrapped-agents.ts [--keep /folder/for/the/packages]
 *
 * Each is pointed at a scripted model on this machine. First every one of them alone does a task; then one that hangs and one that lies
 * work beside one that does it, and are caught. Exits with 1 when anything is not as it should be.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { WrappedAgent } from '../../packages/supervision/src/index.ts';
import { knownAgents, type KnownAgent } from './known-agents.ts';
import { scriptedModel } from './scripted-model.ts';

const { values } = parseArgs({ options: { keep: { type: 'string' } } });
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'artemis-agents-')));
const prefix = values.keep ?? join(folder, 'packages');
const bin = join(import.meta.dirname, '../../apps/cli/dist/bin.js');
const failures: string[] = [];
let files = 0;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const expect = (what: string, holds: boolean): void => {
  say(`${holds ? 'ok' : 'NOT'} ${what}`);
  if (!holds) failures.push(what);
};

function install({ packageName, bin: name }: KnownAgent): string | null {
  const program = join(prefix, 'bin', name);
  if (!existsSync(program)) {
    say(`installing ${packageName}`);
    spawnSync('npm', ['install', '--global', '--prefix', prefix, '--no-audit', '--no-fund', '--silent', packageName], { stdio: 'inherit' });
  }
  if (existsSync(program)) return program;
  expect(`${packageName} can be installed`, false);
  return null;
}

interface Ended {
  readonly code: number | null;
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly stderr: string;
}

/** A task with these command lines as its only developers. */
async function runWith(wrap: readonly WrappedAgent[], baseUrl: string): Promise<Ended> {
  const home = mkdtempSync(join(folder, 'home-'));
  const project = join(home, 'project');
  mkdirSync(join(home, 'config/artemis'), { recursive: true });
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{"name":"sum","private":true,"type":"module","scripts":{"test":"node --test"}}\n');
  writeFileSync(join(home, 'config/artemis/config.json'), JSON.stringify({ plugins: { supervision: { developers: 0, wrap } } }));
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_STATE_HOME: join(home, 'state'),
    OPENAI_BASE_URL: baseUrl,
    OPENAI_API_KEY: 'scripted',
  };
  const child = spawn(process.execPath, [bin, 'run', '--json', '--model', 'lies', 'Add a function that adds two numbers, with a test.'], {
    cwd: project,
    env,
  });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (part: Buffer) => stdout.push(part));
  child.stderr.on('data', (part: Buffer) => stderr.push(part));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const lines = Buffer.concat(stdout).toString().trim().split('\n');
  expect('no work tree is left', readdirSync(join(home, 'state/artemis/trees')).length === 0);
  return { code, events: lines.map((line) => JSON.parse(line) as Ended['events'][number]), stderr: Buffer.concat(stderr).toString() };
}

const ends = ({ events }: Ended): Readonly<Record<string, string>> =>
  Object.fromEntries(
    events
      .filter(({ type }) => type === 'developer.ended')
      .map(({ developer, outcome, reason }) => [String(developer), `${String(outcome)}: ${String(reason)}`]),
  );
const chosen = ({ events }: Ended): unknown => events.find(({ type }) => type === 'developer.chosen')?.['developer'];
const file = (text: string): string => {
  const path = join(folder, `file-${++files}`);
  writeFileSync(path, text);
  return path;
};

await using server = await scriptedModel();
const installed = knownAgents.flatMap((agent) => {
  const program = install(agent);
  return program === null ? [] : [{ agent, program }];
});
const wrapped = (index: number, name: string, model: string, more: Partial<WrappedAgent> = {}): WrappedAgent[] => {
  const one = installed[index];
  return one ? [{ name, ...one.agent.wrap({ program: one.program, baseUrl: server.baseUrl, model, file }), ...more }] : [];
};
for (const [index, { agent }] of installed.entries()) {
  const ended = await runWith(wrapped(index, agent.bin, 'works'), server.baseUrl);
  say(JSON.stringify(ends(ended)));
  expect(`${agent.packageName} does the task, its work passes the gate`, ended.code === 0 && chosen(ended) === agent.bin);
}
const beside = [
  ...wrapped(0, 'hanging', 'hangs', { timeoutMs: 20_000 }),
  ...wrapped(1, 'lying', 'lies'),
  ...wrapped(0, 'finishing', 'works'),
];
const ended = await runWith(beside, server.baseUrl);
say(JSON.stringify(ends(ended)));
expect(
  'the one that hangs is ended',
  (ends(ended)['hanging'] ?? '').startsWith('failed: The command changed nothing. It was ended after 20 s'),
);
expect('the one that lies is caught', (ends(ended)['lying'] ?? '').startsWith('failed: The command changed nothing. It ended with 0'));
expect('the next one finishes', ended.code === 0 && chosen(ended) === 'finishing');
const left = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
  .split('\n')
  .filter((line) => line.includes(`${prefix}/`));
expect(`no process is left${left.length > 0 ? `: ${left.join('; ')}` : ''}`, left.length === 0);
if (failures.length > 0) say(`${failures.length} of the checks failed; see ${folder}`);
else rmSync(folder, { recursive: true, force: true });
process.exitCode = failures.length > 0 ? 1 : 0;
