import { FakeClock, seededRandom } from '@artemis/core/testing';
import { describe, expect, it } from 'vitest';
import type { ServerConfig } from '../../src/config/server-config.ts';
import type { Session, SessionListener } from '../../src/connect/session.ts';
import { McpServer } from '../../src/server/mcp-server.ts';
import { call } from '../call.ts';

const config: ServerConfig = {
  kind: 'stdio',
  name: 'one',
  identity: 'one',
  required: false,
  command: 'one',
  args: [],
  env: {},
  callTimeoutMs: 60_000,
  startTimeoutMs: 30_000,
};
const tool = (name: string, description = '') => ({ name, description, inputSchema: { type: 'object' as const } });
const expired = Object.assign(new Error('not found'), { status: 404 });

/** A connection that a test ends. */
class ScriptedSession implements Session {
  readonly #over = Promise.withResolvers<string>();
  readonly ended = this.#over.promise;
  tools = [tool('echo')];
  listings = 0;
  pings = 0;
  answer: () => Promise<never> | Promise<{ content: [] }> = async () => ({ content: [] });

  async listTools() {
    this.listings += 1;
    return this.tools;
  }
  async callTool() {
    return this.answer();
  }
  async ping(): Promise<void> {
    this.pings += 1;
    await new Promise(() => {});
  }
  async close(reason: string): Promise<void> {
    this.#over.resolve(reason);
  }
}

/** A server whose every start does what the script says; the last line repeats. */
function serverWith(...script: readonly (Error | ScriptedSession)[]) {
  const clock = new FakeClock();
  const starts: { readonly atMs: number; readonly listener: SessionListener }[] = [];
  const server = new McpServer(config, {
    clock,
    random: seededRandom(1),
    checks: async () => ({ isSchema: () => true, misfit: () => null }),
    onNoise: () => {},
    open: async (_config, _greeting, listener) => {
      const line = script[Math.min(starts.push({ atMs: clock.nowMs(), listener }) - 1, script.length - 1)];
      if (line instanceof ScriptedSession) return line;
      throw line;
    },
  });
  server.begin();
  return { server, clock, starts, startedAt: () => starts.map(({ atMs }) => atMs) };
}

describe('a server', () => {
  it('J05: is started three times more, each time later, and then left alone until a trial', async () => {
    const { server, clock, startedAt } = serverWith(new Error('no'));
    await clock.advanceAsync(500 + 1_000 + 2_000);
    expect(startedAt()).toEqual([0, 500, 1_500, 3_500]);
    expect(server.state.kind).toBe('down');
    // By chance the wait is up to a quarter shorter, so that many do not come back at once.
    await clock.advanceAsync(44_000);
    expect(startedAt()).toHaveLength(4);
    await clock.advanceAsync(16_000);
    expect(startedAt()).toHaveLength(5);
    await server.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it('J05: that dies again and again soon after it has greeted is given up as well', async () => {
    const { server, clock, startedAt } = serverWith(...Array.from({ length: 4 }, () => new ScriptedSession()));
    for (let life = 0; life < 4; life++) {
      await clock.advanceAsync(2_000);
      if (server.state.kind === 'ready') await server.state.session.close('it crashed');
    }
    await clock.advanceAsync(0);
    expect(server.state).toMatchObject({ kind: 'down', failure: { code: 'ARTEMIS_E_MCP_LOST' } });
    expect(startedAt()).toHaveLength(4);
    await server.close();
  });

  it('that has lived for a minute begins anew with its restarts', async () => {
    const sessions = Array.from({ length: 8 }, () => new ScriptedSession());
    const { server, clock } = serverWith(...sessions);
    for (const session of sessions.slice(0, 7)) {
      await clock.advanceAsync(60_000);
      await session.close('it crashed');
      await clock.advanceAsync(500);
      expect(server.state.kind).toBe('ready');
    }
    await server.close();
  });

  it('is used again when the trial after its pause goes well', async () => {
    const { server, clock } = serverWith(new Error('no'), new Error('no'), new Error('no'), new Error('no'), new ScriptedSession());
    await clock.advanceAsync(3_500);
    expect(server.state.kind).toBe('down');
    await expect(server.ready(call)).rejects.toMatchObject({ code: 'ARTEMIS_E_MCP_LOST' });
    await clock.advanceAsync(60_000);
    expect(server.state.kind).toBe('ready');
    await clock.advanceAsync(60_000);
    expect(server.breaker.state).toBe('closed');
    await server.close();
  });

  it('is greeted in the newer way after it has refused the older one', async () => {
    const greetings: string[] = [];
    const clock = new FakeClock();
    const refusal = Object.assign(new Error('unsupported'), { code: -32_022 });
    const { McpError } = await import('../../src/mcp-error.ts');
    const server = new McpServer(config, {
      clock,
      random: seededRandom(1),
      checks: async () => ({ isSchema: () => true, misfit: () => null }),
      onNoise: () => {},
      open: async (_config, greeting) => {
        greetings.push(greeting);
        if (greeting === 'auto') return new ScriptedSession();
        throw new McpError('ARTEMIS_E_MCP_START', 'refused', { cause: refusal });
      },
    });
    server.begin();
    await clock.advanceAsync(500);
    expect(greetings).toEqual(['legacy', 'auto']);
    expect(server.state.kind).toBe('ready');
    await server.close();
  });

  it('J14: that has forgotten its session is spoken to anew, and the call is made once more', async () => {
    const forgetful = new ScriptedSession();
    forgetful.answer = () => Promise.reject(expired);
    const { server, clock, startedAt } = serverWith(forgetful, new ScriptedSession());
    await clock.advanceAsync(0);
    const answer = server.call('echo', {}, call);
    await clock.advanceAsync(500);
    expect(await answer).toEqual({ content: [] });
    expect(startedAt()).toEqual([0, 500]);
    await server.close();
  });

  it('J14: that forgets every session is asked twice and no more', async () => {
    const sessions = Array.from({ length: 3 }, () => {
      const session = new ScriptedSession();
      session.answer = () => Promise.reject(expired);
      return session;
    });
    const { server, clock, startedAt } = serverWith(...sessions);
    await clock.advanceAsync(0);
    const answer = server.call('echo', {}, call).catch((error: unknown) => error);
    await clock.advanceAsync(500);
    expect(await answer).toBe(expired);
    expect(startedAt()).toHaveLength(2);
    await server.close();
  });

  it('that hangs in a call and does not answer a ping is ended', async () => {
    const hanging = new ScriptedSession();
    const stop = new AbortController();
    hanging.answer = () => new Promise((_, reject) => stop.signal.addEventListener('abort', () => reject(stop.signal.reason)));
    const { server, clock } = serverWith(hanging);
    await clock.advanceAsync(0);
    const answer = server.call('echo', {}, { signal: stop.signal, remainingMs: () => 0 }).catch((error: unknown) => error);
    await clock.advanceAsync(0);
    stop.abort(new Error('too late'));
    expect(await answer).toBe(stop.signal.reason);
    expect(hanging.pings).toBe(1);
    await clock.advanceAsync(5_000);
    expect(await hanging.ended).toBe('it does not answer any more');
    await server.close();
  });

  it('whose tools change is read again, once at a time and at most once a second', async () => {
    const session = new ScriptedSession();
    const { server, clock, starts } = serverWith(session);
    await clock.advanceAsync(0);
    session.tools = [tool('echo', 'changed')];
    for (let count = 0; count < 500; count++) starts[0]?.listener.onToolsChanged();
    const current = server.current('echo', call);
    await clock.advanceAsync(1_000);
    expect((await current)?.description).toBe('changed');
    expect(session.listings).toBeLessThanOrEqual(3);
    await server.close();
  });

  it('that says its tools have changed and does not list them is ended', async () => {
    const session = new ScriptedSession();
    const { server, clock, starts } = serverWith(session);
    await clock.advanceAsync(0);
    session.listTools = () => new Promise(() => {});
    starts[0]?.listener.onToolsChanged();
    await clock.advanceAsync(10_000);
    expect(await session.ended).toContain('does not list them');
    await server.close();
  });
});
