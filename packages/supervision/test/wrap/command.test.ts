import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missing, survivors } from '@artemis/tooling-testkit';
import { Artemis } from '@artemis/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemProcesses, type ProcessStarter } from '@artemis/process';
import supervisionPlugin, { type SupervisionOptions, type WrappedAgent } from '../../src/index.ts';
import { answer, eventsOf, model, openHouse, openTeam, runTeam, type House } from '../house.ts';

/** A program of Node that stands for another agent. */
const agent = (code: string, more: Partial<WrappedAgent> = {}): WrappedAgent => ({
  name: 'other',
  command: ['node', '--input-type=module', '-e', `import * as fs from 'node:fs';\n${code}`, '--', '{task}'],
  ...more,
});
const writesRight = `fs.writeFileSync('add.js', 'right\\n');`;
const quiet = model('m1', () => answer('wrong\n'));

describe.skipIf(missing(['bwrap'], 'wrapped commands'))('the command line of another agent (needs bwrap)', { timeout: 60_000 }, () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house[Symbol.asyncDispose]());

  const run = (wrap: readonly WrappedAgent[], options: SupervisionOptions = {}, task?: { readonly limits?: object }) =>
    runTeam({
      house,
      models: [quiet],
      options: { developers: 0, wrap, searchPath: process.env['PATH'] ?? '', ...options },
      limits: { maxAttempts: 1, ...task?.limits },
    });

  it('is a developer like others: what it changes is judged, and chosen where it passes', async () => {
    const { result, events } = await run([agent(writesRight)], { developers: 1 });
    expect(result).toMatchObject({ status: 'succeeded', degraded: [], approach: 'What the command of other has changed.' });
    expect(await house.read('add.js')).toBe('right\n');
    expect(eventsOf(events, 'developer.started')).toContainEqual(
      expect.objectContaining({ developer: 'other', model: null, work: 'command node' }),
    );
    expect(eventsOf(events, 'developer.chosen')).toMatchObject([{ developer: 'other', model: null }]);
    expect(await house.trees()).toEqual([]);
  });

  it('is caught when it lies, and when it hangs, and the next one finishes', async () => {
    const liar = agent(`console.log('Done. All tests pass.');`, { name: 'liar' });
    const boaster = agent(`fs.writeFileSync('add.js', 'wrong\\n'); console.log('Done. All tests pass.');`, { name: 'boaster' });
    const hanging = agent(
      `import { spawn } from 'node:child_process';\nspawn('setsid', ['sleep', '981.27'], { stdio: 'ignore' }); setInterval(() => {}, 1000);`,
      {
        name: 'hanging',
        timeoutMs: 1_500,
      },
    );
    const { result, events } = await run([liar, boaster, hanging, agent(writesRight, { name: 'honest' })]);
    expect(result).toMatchObject({ status: 'succeeded', degraded: [] });
    const ends = Object.fromEntries(
      eventsOf(events, 'developer.ended').map(({ developer, outcome, reason }) => [developer, { outcome, reason }]),
    );
    expect(ends).toMatchObject({
      liar: { outcome: 'failed', reason: expect.stringContaining('changed nothing. It ended with 0') },
      boaster: { outcome: 'not-passed' },
      hanging: { outcome: 'failed', reason: expect.stringContaining('changed nothing. It was ended after 2 s') },
      honest: { outcome: 'passed' },
    });
    expect(eventsOf(events, 'developer.chosen')).toMatchObject([{ developer: 'honest' }]);
    expect(survivors('981.27')).toEqual([]);
  });

  it('is ended when it talks without end', async () => {
    const flood = agent(`const line = 'y'.repeat(65_535) + '\\n'; for (;;) await new Promise((done) => process.stdout.write(line, done));`);
    const { events } = await run([flood], { limits: { outputBytes: 4 * 1024 ** 2 } });
    expect(eventsOf(events, 'developer.ended')).toMatchObject([{ outcome: 'failed', reason: expect.stringContaining('said too much') }]);
  });

  it('S25: writes nothing but its copy, and reads neither secrets nor the project itself', async () => {
    await house.write({ '.env': 'KEY=canary\n', 'keys/server.pem': 'canary\n', 'seen.js': 'seen\n' });
    await writeFile(join(house.path, 'outside.txt'), 'canary\n');
    const probes = [
      join(house.projectDir, 'old.js'),
      join(house.path, 'outside.txt'),
      join(house.stateDir, 'x'),
      '.env',
      'keys/server.pem',
    ];
    const evil = `const said = [];
for (const path of ${JSON.stringify(probes)}) {
  for (const act of ['read', 'write']) try { act === 'read' ? fs.readFileSync(path) : fs.appendFileSync(path, 'owned'); said.push(act + ' ' + path); } catch {}
}
fs.writeFileSync('seen.js', said.join('\\n') + '\\n' + Object.keys(process.env).sort().join());
fs.writeFileSync('add.js', 'right');`;
    const { result } = await run([agent(evil, { env: { OTHER_API_KEY: 'named' } })]);
    expect(result.status).toBe('succeeded');
    const said = (await house.read('seen.js')).split('\n');
    // What it writes outside of its copy is on a disk that is gone with it; what it makes of that name inside is refused.
    expect(said.slice(0, -1).filter((one) => one.startsWith('read'))).toEqual([]);
    expect(await readFile(join(house.path, 'outside.txt'), 'utf8')).toBe('canary\n');
    expect(await house.read('keys/server.pem')).toBe('canary\n');
    expect(said.at(-1)).toContain('OTHER_API_KEY');
    expect(said.at(-1)).toContain('ARTEMIS_WRAPPED');
    for (const name of Object.keys(process.env).filter((one) => /TOKEN|KEY|SECRET|VITEST|NODE_OPTIONS|USER/.test(one)))
      expect(said.at(-1)?.split(',')).not.toContain(name);
    expect(await house.read('old.js')).toBe('old\n');
    expect(await house.read('.env')).toBe('KEY=canary\n');
    expect(result.warnings.join('\n')).toContain('keys/server.pem');
  });

  it('S25: the values of its variables are shown to nobody: arguments of processes can be read by every user of the machine', async () => {
    const seen: string[] = [];
    const spy: ProcessStarter = {
      start: (command, ...rest) => {
        seen.push(JSON.stringify([command.file, ...command.args]));
        return systemProcesses().starter.start(command, ...rest);
      },
    };
    const prints = `fs.writeFileSync('add.js', 'right ' + process.env.OTHER_API_KEY.length + process.env.LD_BIND_NOW);`;
    const { result } = await run([agent(prints, { env: { OTHER_API_KEY: 'canary', LD_BIND_NOW: '1' } })], { ports: { starter: spy } });
    expect(result.status).toBe('succeeded');
    expect(await house.read('add.js')).toBe('right 61');
    expect(seen).toHaveLength(1);
    expect(seen.join()).not.toContain('canary');
  });

  it('S24: is told the task in one argument or on standard input, whatever the task says', async () => {
    const text = `--version $(touch owned) \`touch owned\`; touch owned "'\n-x {task}`;
    const echo = `fs.writeFileSync('add.js', 'right ' + JSON.stringify(process.argv.slice(1)));`;
    const artemis = await openTeam({
      house,
      models: [quiet],
      options: { developers: 0, wrap: [agent(echo)], searchPath: process.env['PATH'] ?? '' },
    });
    await artemis.executeTask({ text, projectDir: house.projectDir });
    await artemis.close();
    const [told, ...more] = JSON.parse((await house.read('add.js')).slice(6)) as string[];
    expect(more).toEqual([]);
    expect(told?.startsWith(`Task:\n${text}`)).toBe(true);
    expect(await readdir(house.projectDir)).not.toContain('owned');

    const reads = agent('', {
      command: ['node', '-e', `require('fs').writeFileSync('add.js', 'right ' + require('fs').readFileSync(0, 'utf8'))`],
    });
    await run([reads]);
    expect(await house.read('add.js')).toContain('right Task:\nadd two numbers');
  });

  it('has its texts taken, its deletions, and nothing else: no link, no binary, no ignored file', async () => {
    await house.write({ '.gitignore': 'made/\n', 'gone.js': 'gone\n', 'kept.js': 'kept\n', 'turned.js': 'turned\n' });
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e@example.com', ...args], { cwd: house.projectDir, encoding: 'utf8' });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'first');
    const busy = agent(`${writesRight}
fs.rmSync('gone.js'); fs.writeFileSync('kept.js', 'kept\\n');
fs.rmSync('turned.js'); fs.symlinkSync('/etc/passwd', 'turned.js'); fs.symlinkSync('/etc/passwd', 'link.js');
fs.writeFileSync('binary.dat', Buffer.from([0, 255, 254])); fs.writeFileSync('large.js', 'x'.repeat(3 * 1024 ** 2));
fs.mkdirSync('made'); fs.writeFileSync('made/out.js', 'out'); fs.mkdirSync('.git/hooks', { recursive: true }); fs.writeFileSync('.git/hooks/pre-commit', 'evil');
fs.mkdirSync('.github/workflows', { recursive: true }); fs.writeFileSync('.github/workflows/ci.yml', 'evil');`);
    const { result } = await run([busy]);
    expect(result.files.map(({ path, change }) => `${change} ${path}`)).toEqual(['created add.js', 'deleted gone.js']);
    expect(await house.read('turned.js')).toBe('turned\n');
    expect(result.warnings.join('\n')).toMatch(/binary\.dat is no text[\s\S]*large\.js is no text/);
    expect(result.warnings.join('\n')).toContain('.github/workflows/ci.yml');
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  });

  it('is not started again by a resumed run once its work was taken', async () => {
    const counter = `fs.writeFileSync('add.js', 'wrong ' + Math.random());`;
    const stop = new AbortController();
    const artemis = await openTeam({
      house,
      models: [quiet],
      options: { developers: 0, wrap: [agent(counter)], searchPath: process.env['PATH'] ?? '' },
    });
    const task = { text: 'add', projectDir: house.projectDir, limits: { maxAttempts: 1 } };
    const first: string[] = [];
    const cancelled = await artemis.executeTask(task, {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'developer.ended') stop.abort();
        if (event.type === 'developer.chosen') first.push(event.reason);
      },
    });
    expect(cancelled.status).toBe('cancelled');
    const resumed = await artemis.resume(cancelled.runId);
    const again = await artemis.resume(cancelled.runId);
    expect(resumed.files).toEqual(again.files);
    const work = await house.read('add.js');
    expect(work).toMatch(/^wrong 0\./);
    const journal = execFileSync('grep', ['-c', work, join(house.stateDir, 'runs', cancelled.runId, 'journal.jsonl')], {
      encoding: 'utf8',
    });
    expect(Number(journal)).toBeGreaterThan(0);
    await artemis.close();
  });

  it('B14: is not started where nothing keeps it inside, and one developer takes over', async () => {
    const { result, events } = await run([agent(writesRight)], { searchPath: '/nowhere' });
    expect(eventsOf(events, 'developer.ended')).toMatchObject([{ outcome: 'failed', reason: expect.stringContaining('bubblewrap') }]);
    expect(result.degraded).toMatchObject([{ component: 'supervision', fallback: 'one-developer', code: 'ARTEMIS_E_NO_PATCH' }]);
    const unsandboxed = await run([agent(writesRight)], { searchPath: '/nowhere', allowUnsandboxed: true });
    expect(unsandboxed.result).toMatchObject({ status: 'succeeded', degraded: [] });
    const required = await run([agent(writesRight)], { searchPath: '/nowhere', sandbox: 'require' });
    expect(required.result).toMatchObject({ status: 'refused', exitCode: 77 });
  });

  it('is set up as the README shows', async () => {
    const key = 'sk-test';
    const wrap = [{ name: 'other', command: ['other-agent', 'run', '{task}'], env: { OTHER_API_KEY: key } }] as const;
    const plugin = supervisionPlugin({ developers: 1, wrap });
    const artemis = new Artemis({ models: [], stateDir: house.stateDir });
    expect(await artemis.loadPlugin(plugin)).toMatchObject({ status: 'loaded', capabilities: ['supervision'] });
    await artemis.close();
  });
});
