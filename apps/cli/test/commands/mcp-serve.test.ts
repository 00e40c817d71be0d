import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { faultServer, replies, scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goodAnswer, modelAt, nodeProject } from '../support/answers.ts';
import { bin } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

type Json = Readonly<Record<string, unknown>>;

let home: Home;
let client: Client;
let said: string;

beforeEach(async () => {
  home = await openHome();
  said = '';
});
afterEach(async () => {
  await client.close();
  await home[Symbol.asyncDispose]();
});

/** Another agent, with the protocol's own client. */
async function connect(env: Readonly<Record<string, string>>, mode: 'legacy' | 'auto' = 'legacy'): Promise<void> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [bin, 'mcp', 'serve', '-C', home.project],
    env: { ...home.env, ...env },
    cwd: home.folder,
    stderr: 'pipe',
  });
  transport.stderr?.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  client = new Client({ name: 'another-agent', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(transport);
}

async function call(name: string, args: Json = {}): Promise<Json & { readonly isError?: true }> {
  const result = await client.callTool({ name, arguments: args });
  return result.isError ? { isError: true, text: JSON.stringify(result.content) } : (result.structuredContent as Json);
}

describe('artemis mcp serve', () => {
  it('does a task for another agent, and tells what became of it', async () => {
    await home.write(nodeProject);
    await using model = await scriptedModelServer([goodAnswer]);
    await connect(modelAt(model.baseUrl));

    const { tools } = await client.listTools();
    const done = await call('run_task', { task: 'add two numbers' });
    const status = await call('status', { run_id: done['run_id'] });
    const explained = await call('explain', { run_id: done['run_id'] });

    expect(tools.map(({ name }) => name)).toEqual(['run_task', 'status', 'cancel', 'health', 'explain']);
    expect(done).toMatchObject({ state: 'ended', files: [{ path: 'src/add.js', change: 'created' }, { path: 'test/add.test.js' }] });
    expect(done['exit_code']).toBe(0);
    expect(status).toMatchObject({ state: 'ended', run_id: done['run_id'], task: 'add two numbers' });
    expect(explained).toMatchObject({ run_id: done['run_id'], first_cause: null });
    expect(await readFile(join(home.project, 'src/add.js'), 'utf8')).toContain('a + b');
    expect(said).toContain('Serving tasks in');
  });

  it('speaks the newer greeting as well', async () => {
    await connect({}, 'auto');

    expect(client.getProtocolEra()).toBe('modern');
    expect(await call('status')).toEqual({ state: 'idle', runs: [] });
  });

  it('answers while a run goes on, takes one task at a time, and can be told to stop', async () => {
    await home.write(nodeProject);
    await using model = await faultServer([replies.hang()]);
    await connect(modelAt(model.baseUrl));

    const running = await call('run_task', { task: 'add', wait_seconds: 0 });
    await model.received(1);
    const second = await call('run_task', { task: 'another' });
    const status = await call('status');
    const cancelled = await call('cancel');
    const after = await call('status', { run_id: status['run_id'] });

    expect(running).toMatchObject({ state: 'running', task: 'add' });
    expect(second).toMatchObject({ isError: true, text: expect.stringContaining('ARTEMIS_E_SERVE_BUSY') });
    expect(status).toMatchObject({ state: 'running', project_dir: home.project });
    expect(cancelled).toEqual({ cancelled: true });
    expect(after).toMatchObject({ state: 'ended', status: 'cancelled', error: { code: 'ARTEMIS_E_CANCELLED' } });
  });

  it('says what it is at to whoever asks for that, and stops with the call', async () => {
    await home.write(nodeProject);
    await using model = await faultServer([replies.hang()]);
    await connect(modelAt(model.baseUrl));
    const [told, stop] = [[] as string[], new AbortController()];

    const running = client.callTool(
      { name: 'run_task', arguments: { task: 'add' } },
      { signal: stop.signal, onprogress: ({ message = '' }) => void told.push(message) },
    );
    await model.received(1);
    stop.abort(new Error('not wanted any more'));
    await expect(running).rejects.toThrow('not wanted any more');

    expect(told).toContain('develop, attempt 1');
    await expect.poll(async () => (await call('status'))['state'], { timeout: 20_000 }).toBe('idle');
    expect(await call('status')).toMatchObject({ runs: [{ task: 'add', status: 'cancelled' }] });
  });

  it('S02: works nowhere but in its folder, and tells of no run of another', async () => {
    await home.write({ 'elsewhere/a.txt': 'a' });
    await connect({});

    for (const folder of ['..', '../elsewhere', '/etc', 'absent'])
      expect(await call('run_task', { task: 'x', folder })).toMatchObject({
        isError: true,
        text: expect.stringContaining('is no folder inside'),
      });
    expect(await call('explain', { run_id: 'aaaaaa' })).toMatchObject({ isError: true });
  });

  it('orders no run where a run has started it', async () => {
    await connect({ ARTEMIS_INSIDE_RUN: '1' });

    expect(await call('run_task', { task: 'x' })).toMatchObject({ isError: true, text: expect.stringContaining('orders no further runs') });
  });

  it('says what is wrong in words another agent can use', async () => {
    await connect({});

    expect(await call('run_task', { task: 'x' })).toMatchObject({ isError: true, text: expect.stringContaining('ARTEMIS_E_NO_MODEL') });
    expect(await call('run_task', { task: '' })).toMatchObject({ isError: true });
    expect(await call('health')).toMatchObject({ status: 'fail', checks: { 'llm:state': [{ status: 'fail' }] } });
  });
});
