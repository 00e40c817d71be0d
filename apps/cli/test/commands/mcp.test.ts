import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modelAt } from '../support/answers.ts';
import { artemis, type WireEvent } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';
import { callsTools } from '../support/tool-calls.ts';

const program = fileURLToPath(new URL('../../../../packages/mcp/test/servers/program.mjs', import.meta.url));
const scripted = (behaviour: string, more: object = {}): object => ({ command: 'node', args: [program, behaviour], ...more });
const mcpJson = (servers: object): Readonly<Record<string, string>> => ({ 'project/.mcp.json': JSON.stringify({ mcpServers: servers }) });

let home: Home;
beforeEach(async () => void (home = await openHome()));
afterEach(() => home[Symbol.asyncDispose]());

describe('.mcp.json', () => {
  it('S31: starts nothing before it is trusted, and nothing any more after an edit', async () => {
    const marker = join(home.folder, 'started');
    const touch = { command: 'node', args: ['-e', `require('node:fs').appendFileSync(${JSON.stringify(marker)}, 'x')`] };
    await home.write({ ...mcpJson({ evil: touch }), started: '' });
    const started = async (): Promise<number> => (await artemis(home, ['mcp', 'list']), (await readFile(marker, 'utf8')).length);

    const { stderr } = await artemis(home, ['mcp', 'list']);
    const before = await started();
    await artemis(home, ['trust']);
    const trusted = await started();
    await home.write(mcpJson({ evil: touch, more: touch }));
    const edited = await started();

    expect(stderr).toContain('wants MCP server evil, which counts only in a trusted project');
    expect([before, trusted, edited]).toEqual([0, 1, 1]);
  });

  it('is shown before it is trusted: what it starts, and which variables it asks for', async () => {
    await home.write(mcpJson({ web: { type: 'http', url: 'https://mcp.example', headers: { authorization: 'Bearer ${GITHUB_TOKEN}' } } }));

    const { stdout } = await artemis(home, ['trust']);
    const json = await artemis(home, ['trust', '--json']);

    expect(stdout).toContain(
      'server  web {"type":"http","url":"https://mcp.example","headers":{"authorization":"Bearer ${GITHUB_TOKEN}"}}',
    );
    expect(JSON.parse(json.stdout)).toMatchObject({ version: 1, trusted: true, files: [{ file: join(home.project, '.mcp.json') }] });
  });

  it.each(['{"mcpServers": ', '{"mcpServers": []}', '[]'])('is an error when it is broken: %s', async (text) => {
    await home.write({ 'project/.mcp.json': text });

    const { code, stderr } = await artemis(home, ['mcp', 'list']);

    expect(code).toBe(2);
    expect(stderr).toContain('ARTEMIS_E_CONFIG');
  });
});

describe('artemis mcp', () => {
  it('lists servers of the project and of the user, with what of them is approved', async () => {
    await home.write({
      ...mcpJson({ good: scripted('good'), dead: { command: 'no-such-program' } }),
      'config/artemis/config.yaml': `mcp_servers:\n  own:\n    command: node\n    args: [${JSON.stringify(program)}, rug]\n`,
    });
    await artemis(home, ['trust']);

    const { code, stdout } = await artemis(home, ['mcp', 'list', '--json']);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      servers: [
        { name: 'own', problem: null, tools: [{ name: 'echo' }, { name: 'change' }] },
        { name: 'good', kind: 'stdio', tools: [{ name: 'echo', offered_as: 'mcp__good__echo', approval: 'new' }] },
        { name: 'dead', problem: 'The program "no-such-program" is not installed.' },
      ],
    });
  });

  it('asks before it approves; where nobody can be asked, only --yes is a yes', async () => {
    await home.write(mcpJson({ good: scripted('good') }));
    await artemis(home, ['trust']);

    const refused = await artemis(home, ['mcp', 'approve']);
    const waiting = await artemis(home, ['mcp', 'list']);
    const approved = await artemis(home, ['mcp', 'approve', '--yes']);
    const done = await artemis(home, ['mcp', 'list']);
    const removed = await artemis(home, ['mcp', 'approve', '--remove']);
    const again = await artemis(home, ['mcp', 'list']);

    expect([refused.code, approved.code, removed.code]).toEqual([2, 0, 0]);
    expect(refused.stderr).toContain('Says it again. {"type":"object","properties":{"text":{"type":"string"}}}');
    expect(waiting.stdout).toContain('1 tool, 0 approved');
    expect(done.stdout).toContain('ok good  stdio: 1 tool, 1 approved');
    expect(again.stdout).toContain('1 tool, 0 approved');
  });

  it('keeps what was approved of a server that does not work just now', async () => {
    await home.write(mcpJson({ good: scripted('good') }));
    await artemis(home, ['trust']);
    await artemis(home, ['mcp', 'approve', '--yes']);
    const before = await readFile(join(home.config, 'mcp-approved.json'), 'utf8');
    await home.write(mcpJson({ good: scripted('good', { startTimeoutMs: 1 }) }));
    await artemis(home, ['trust']);
    await artemis(home, ['mcp', 'approve', '--yes']);

    expect(await readFile(join(home.config, 'mcp-approved.json'), 'utf8')).toBe(before);
  });

  it('knows no server that is not configured, and says so where there is none at all', async () => {
    const [named, all] = await Promise.all([artemis(home, ['mcp', 'approve', 'nobody']), artemis(home, ['mcp', 'approve'])]);

    expect([named.code, all.code]).toEqual([2, 0]);
    expect(named.stderr).toContain('No MCP server is called "nobody"');
    expect(all.stdout).toContain('No MCP server is configured');
  });
});

/** Which parts of the tools a run had to do without. */
function missing(events: readonly WireEvent[]): readonly string[] {
  const { degraded } = (events.at(-1) as unknown as { readonly result: { readonly degraded: readonly { readonly component: string }[] } })
    .result;
  return degraded.map(({ component }) => component).filter((component) => component.startsWith('mcp'));
}

/** Programs that others have published. */
const published = createRequire(new URL('../../../../packages/mcp/package.json', import.meta.url));
const fromNpm = (name: string, ...args: readonly string[]): object => ({
  command: 'node',
  args: [published.resolve(`@modelcontextprotocol/server-${name}/dist/index.js`), ...args],
  required: true,
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The server "everything" behind an address. */
async function everythingOverHttp(): Promise<AsyncDisposable & { readonly url: string }> {
  const port = await freePort();
  const file = published.resolve('@modelcontextprotocol/server-everything/dist/index.js');
  const child = spawn(process.execPath, [file, 'streamableHttp'], { env: { ...process.env, PORT: String(port) } });
  const ended = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (said: Buffer) => said.includes('listening') && resolve());
    child.once('exit', (code) => reject(new TypeError(`the server ended with ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

describe('a run', () => {
  const finish = callsTools(['finish', { summary: 'Done.' }]);
  const write = callsTools(['write', { path: 'a.txt', content: 'one\n' }]);

  it('uses approved tools, and hides the secrets of their servers', async () => {
    await home.write(mcpJson({ good: scripted('good', { env: { API_KEY: 'topsecret-4711' }, required: true }) }));
    await artemis(home, ['trust']);
    await artemis(home, ['mcp', 'approve', '--yes']);
    await using model = await scriptedModelServer([callsTools(['mcp__good__echo', { text: 'topsecret-4711' }]), write, finish]);

    const { code, events, stdout } = await artemis(home, ['run', 'write', '--json'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(0);
    expect(missing(events)).toEqual([]);
    expect(stdout).toContain('mcp__good__echo');
    expect(stdout).not.toContain('topsecret-4711');
  });

  it('K79: works with servers of others, over standard streams and HTTP, and six that misbehave cost only themselves', async () => {
    await using web = await everythingOverHttp();
    const memory = { ...fromNpm('memory'), env: { MEMORY_FILE_PATH: join(home.folder, 'memory.jsonl') } };
    const servers = { everything: fromNpm('everything'), files: fromNpm('filesystem', '.'), memory };
    const misbehaving = {
      ...Object.fromEntries(['silent', 'dies', 'chatter', 'flood', 'endless-line'].map((name) => [name, scripted(name)])),
      refused: { type: 'http', url: web.url.replace('/mcp', '/nothing-here') },
    };
    await home.write(mcpJson({ ...misbehaving, ...servers, web: { type: 'http', url: web.url, required: true } }));
    await artemis(home, ['trust']);
    await artemis(home, ['mcp', 'approve', 'everything', 'files', 'memory', 'web', '--together', '--yes']);
    const entities = [{ name: 'Ada', entityType: 'person', observations: ['likes tabs'] }];
    await using model = await scriptedModelServer([
      callsTools(['mcp__everything__get-sum', { a: 40, b: 2 }], ['mcp__web__echo', { message: 'over HTTP' }]),
      callsTools(['mcp__memory__create_entities', { entities }], ['mcp__files__write_file', { path: 'b.txt', content: 'by a server\n' }]),
      write,
      finish,
    ]);

    const { code, events } = await artemis(home, ['run', 'write', '--json'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(0);
    expect(missing(events).toSorted()).toEqual(
      Object.keys(misbehaving)
        .map((name) => `mcp.${name}`)
        .toSorted(),
    );
    const told = JSON.stringify(model.requests.at(-1)?.messages.filter(({ role }) => role === 'tool'));
    for (const words of ['42', 'over HTTP', 'likes tabs', 'b.txt']) expect(told).toContain(words);
    expect(await readFile(join(home.project, 'b.txt'), 'utf8')).toBe('by a server\n');
    expect(await readFile(join(home.folder, 'memory.jsonl'), 'utf8')).toContain('Ada');
  });

  it('names the server whose tools nobody has approved, and how to', async () => {
    await home.write(mcpJson({ good: scripted('good', { startTimeoutMs: 20_000 }) }));
    await artemis(home, ['trust']);
    await using model = await scriptedModelServer([write, finish]);

    const { events } = await artemis(home, ['run', 'write', '--json'], { env: modelAt(model.baseUrl) });

    expect(missing(events)).toEqual(['mcp.good']);
  });

  it('ends with 69 when a required server is missing, and no model is asked', async () => {
    await home.write(mcpJson({ needed: { command: 'no-such-program', required: true, startTimeoutMs: 50 } }));
    await artemis(home, ['trust']);
    await using model = await scriptedModelServer([finish]);

    const { code, events } = await artemis(home, ['run', 'write', '--json'], { env: modelAt(model.baseUrl) });

    expect(code).toBe(69);
    expect(events.at(-1)).toMatchObject({ result: { error: { code: 'ARTEMIS_E_TOOLS_MISSING' } } });
    expect(model.requests).toEqual([]);
  });

  it('loads nothing of this where no server is configured', async () => {
    await writeFile(join(home.project, 'a.txt'), 'zero\n');
    await using model = await scriptedModelServer([write, finish]);

    const { events } = await artemis(home, ['run', 'write', '--json'], { env: modelAt(model.baseUrl) });

    expect(events.filter(({ type }) => type === 'plugin.loaded').map(({ plugin }) => plugin)).not.toContain('@artemis/mcp');
    expect(missing(events)).toEqual([]);
  });
});
