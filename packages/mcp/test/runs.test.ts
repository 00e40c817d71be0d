import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LlmRequest, StampedEvent } from '@artemis/core';
import { describe, expect, it } from 'vitest';
import { calls } from './calls.ts';
import { missing } from './installed.ts';
import { scriptedEntry } from './servers/scripted-entry.ts';
import { ScriptedHttpServer } from './servers/http-server.ts';
import { survivors } from './survivors.ts';
import { World } from './world.ts';
import { soon } from './soon.ts';

const write = calls(['write', { path: 'a.txt', content: 'one\n' }]);
const finish = calls(['finish', { summary: 'Done.' }]);
const fromNpm = (name: string, ...args: readonly string[]): object => ({
  command: 'node',
  args: [createRequire(import.meta.url).resolve(`@modelcontextprotocol/server-${name}/dist/index.js`), ...args],
  required: true,
});
const resultsIn = (request: LlmRequest | undefined): readonly string[] =>
  (request?.messages ?? []).flatMap((message) => (message.role === 'tool' ? [message.content] : []));

describe('servers of others, from npm', () => {
  it('everything, filesystem and memory work in one run', async () => {
    const script = [
      calls(['mcp__everything__echo', { message: 'hello' }], ['mcp__everything__get-sum', { a: 2, b: 3 }]),
      calls(['mcp__files__write_file', { path: 'from-server.txt', content: 'written by a server\n' }]),
      calls(['mcp__memory__create_entities', { entities: [{ name: 'Ada', entityType: 'person', observations: ['likes tabs'] }] }]),
      calls(['mcp__memory__read_graph', {}], ['mcp__everything__get-env', {}]),
      write,
      finish,
    ] as const;
    process.env['ARTEMIS_TEST_SECRET'] = 'never-in-a-server';
    const servers = { everything: fromNpm('everything'), memory: fromNpm('memory'), files: fromNpm('filesystem', '.') };
    await using world = await World.open({ servers, script, together: ['everything', 'memory', 'files'] });
    const result = await world.run();
    delete process.env['ARTEMIS_TEST_SECRET'];
    expect(result).toMatchObject({ exitCode: 0, degraded: [] });
    const results = resultsIn(world.llm.requests.at(-1)).join('\n');
    expect(results).toContain('hello');
    expect(results).toContain('5');
    expect(results).toContain('likes tabs');
    expect(results).toContain('"PATH"');
    expect(results).not.toContain('never-in-a-server');
    expect(await readFile(join(world.projectDir, 'from-server.txt'), 'utf8')).toBe('written by a server\n');
  });

  it.each([
    ['http', 'streamableHttp', 'mcp'],
    ['sse', 'sse', 'sse'],
  ])('everything works over HTTP, as %s', async (type, mode, path) => {
    const { createServer } = await import('node:net');
    const port = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
      });
    });
    const { systemProcesses, fullLimits } = await import('@artemis/process');
    const file = createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/dist/index.js');
    const command = { file: process.execPath, args: [file, mode], cwd: '/', env: { PORT: String(port) } };
    const server = await systemProcesses().starter.start(command, fullLimits(), new AbortController().signal);
    server.stdout.resume();
    const web = { type, url: `http://127.0.0.1:${port}/${path}`, required: true };
    await soon(() => server.stderr()).toMatch(/listening|running on port/);
    await using world = await World.open({ servers: { web }, script: [calls(['mcp__web__echo', { message: 'hello' }]), write, finish] });
    expect(await world.run()).toMatchObject({ exitCode: 0, degraded: [] });
    expect(resultsIn(world.llm.requests[1])[0]).toContain('hello');
    await server.stop();
  });
});

describe('a server that takes its time', () => {
  it('joins the run that goes on: the list changes once, no tool comes twice, and the model is told once', async () => {
    const home = await mkdtemp(join(tmpdir(), 'artemis-late-'));
    const go = join(home, 'go');
    const servers = { late: scriptedEntry('late', { word: go }) };
    const echo = calls(['mcp__late__echo', { text: 'here I am' }]);
    await writeFile(go, '');
    await using approved = await World.open({ servers });
    await rm(go);
    const before = async (answer: number, world: World): Promise<void> => {
      if (answer !== 2) return;
      await writeFile(go, '');
      await world.tool('mcp__late__echo');
    };
    await using world = await World.open({ servers, approved: false, script: [write, write, echo, finish], before });
    await writeFile(world.options.approvalsFile, await readFile(approved.options.approvalsFile, 'utf8'));
    const result = await world.run();
    const offered = world.llm.requests.map(({ tools = [] }) => tools.map(({ name }) => name).filter((name) => name.startsWith('mcp__')));
    expect(offered).toEqual([[], [], ['mcp__late__echo'], ['mcp__late__echo']]);
    expect(JSON.stringify(world.llm.requests.at(-1)).match(/These tools are new: mcp__late__echo/g)).toHaveLength(1);
    expect(resultsIn(world.llm.requests.at(-1)).join()).toContain('echo here I am');
    expect(result.degraded).toEqual([]);
    await rm(home, { recursive: true });
  });
});

describe('servers that fail', () => {
  it('six that misbehave cost only themselves in a run', async () => {
    await using web = await ScriptedHttpServer.start();
    web.status = 403;
    const servers = {
      silent: scriptedEntry('silent'),
      slow: { command: 'sleep', args: ['600'] },
      garbage: scriptedEntry('chatter'),
      refused: { type: 'http', url: web.url },
      drops: scriptedEntry('drop'),
      floods: scriptedEntry('flood'),
      good: scriptedEntry('good'),
    };
    const script = [calls(['mcp__good__echo', { text: 'fine' }]), calls(['mcp__drops__drop', {}]), write, finish] as const;
    await using world = await World.open({ servers: { drops: servers.drops, good: servers.good }, script, together: ['good', 'drops'] });
    await using all = await World.open({ servers, approved: false, script });
    await writeFile(all.options.approvalsFile, await readFile(world.options.approvalsFile, 'utf8'));
    await Promise.all([all.tool('mcp__good__echo'), all.tool('mcp__drops__drop')]);
    const result = await all.run();
    expect(result).toMatchObject({ status: 'unverified', exitCode: 0 });
    expect(resultsIn(all.llm.requests[1])[0]).toContain('echo fine');
    expect(resultsIn(all.llm.requests[2])[1]).toContain('Connection closed');
    const named = new Set(result.degraded.map(({ component }) => component));
    for (const name of ['silent', 'slow', 'garbage', 'refused', 'floods', 'drops']) expect(named).toContain(`mcp.${name}`);
    expect(named).not.toContain('mcp.good');
  });

  it('a dead tool is tried twice, withdrawn with a note, and costs two turns', async () => {
    const dead = calls(['mcp__dead__write_file', {}]);
    const script = [dead, dead, write, finish] as const;
    await using world = await World.open({ servers: { dead: scriptedEntry('dead', { required: true }) }, script });
    const result = await world.run();
    const offered = world.llm.requests.map(({ tools = [] }) => tools.map(({ name }) => name).filter((name) => name.endsWith('write_file')));
    expect(offered).toEqual([['mcp__dead__write_file'], ['mcp__dead__write_file'], [], []]);
    expect(resultsIn(world.llm.requests[2])[1]).toContain('is withdrawn. Do without it.');
    expect(JSON.stringify(world.llm.requests[2]?.messages)).toContain('These tools are gone, do without them: mcp__dead__write_file.');
    expect(result.degraded).toMatchObject([{ component: 'mcp.dead', code: 'ARTEMIS_E_MCP_TOOL' }]);
  });

  it('ten dead ones do not delay the first question: it is asked before any of them is known to be dead or alive', async () => {
    const servers = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`dead${index}`, scriptedEntry('silent')]));
    await using world = await World.open({ servers, approved: false, script: [write, finish] });
    const result = await world.run();
    const order = world.events.filter(({ type }: StampedEvent) => type === 'model.requested' || type === 'component.degraded');
    expect(order[0]?.type).toBe('model.requested');
    expect(result.degraded.map(({ component }) => component)).toHaveLength(10);
  });

  it('a required one that is not there ends the run with 69 before a model is asked', async () => {
    const servers = { good: scriptedEntry('good'), needed: { command: 'no-such-program', required: true, startTimeoutMs: 50 } };
    await using world = await World.open({ servers, script: [write, finish] });
    expect(await world.run()).toMatchObject({ status: 'failed', exitCode: 69, error: { code: 'ARTEMIS_E_TOOLS_MISSING' } });
    expect(world.llm.requests).toEqual([]);
  });

  it('a required one is missed also when not even the client can be loaded', async () => {
    const broken = { loadClient: () => Promise.reject(new Error('not installed')) };
    const needed = scriptedEntry('good', { required: true, startTimeoutMs: 50 });
    await using world = await World.open({ servers: { needed }, ports: broken, script: [write, finish] });
    expect(await world.run()).toMatchObject({ exitCode: 69, error: { code: 'ARTEMIS_E_TOOLS_MISSING' } });
  });

  it('an entry that cannot be used costs only itself', async () => {
    const servers = { good: scriptedEntry('good', { required: true }), odd: { type: 'carrier-pigeon' } };
    await using world = await World.open({ servers, script: [write, finish] });
    expect((await world.run()).degraded).toMatchObject([{ component: 'mcp.odd', code: 'ARTEMIS_E_MCP_CONFIG' }]);
  });
});

describe.skipIf(missing('bwrap'))('processes (needs bwrap)', () => {
  it('J07: end with the run, whatever they are at', async () => {
    const servers = { good: scriptedEntry('good', { word: '976.01' }), silent: scriptedEntry('silent', { word: '976.01' }) };
    {
      await using world = await World.open({ servers, approved: false, script: [write, finish] });
      expect(await world.run()).toMatchObject({ exitCode: 0 });
      await soon(() => survivors('976.01').length).toBeGreaterThan(0);
    }
    await soon(() => survivors('976.01')).toEqual([]);
  });
});
