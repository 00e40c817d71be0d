import { FakeClock } from '@artemis/core/testing';
import { describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { scriptedEntry } from './servers/scripted-entry.ts';
import { ScriptedHttpServer } from './servers/http-server.ts';
import { World } from './world.ts';
import { soon } from './soon.ts';

const entry = ({ url }: ScriptedHttpServer, more: object = {}): object => ({ type: 'http', url, ...more });

describe('a server over HTTP', () => {
  it('is used, and gets its headers with variables filled in', async () => {
    await using server = await ScriptedHttpServer.start();
    process.env['ARTEMIS_TEST_TOKEN'] = 'abc';
    const servers = { web: entry(server, { headers: { authorization: 'Bearer ${ARTEMIS_TEST_TOKEN}', 'x-team': '${NO_SUCH:-blue}' } }) };
    await using world = await World.open({ servers });
    delete process.env['ARTEMIS_TEST_TOKEN'];
    expect(await (await world.tool('mcp__web__look')).run({}, call)).toEqual({ ok: true, text: 'fine' });
    expect(server.headers.at(-1)).toMatchObject({ authorization: 'Bearer abc', 'x-team': 'blue' });
  });

  it.each([401, 403, 404, 500])('that answers everything with %i costs only itself', async (status) => {
    await using server = await ScriptedHttpServer.start();
    server.status = status;
    await using world = await World.open({ servers: { web: entry(server), good: scriptedEntry('good') } });
    expect((await world.absent('web', 'ARTEMIS_E_MCP_START')).reason).toBe(
      `"web" is not ready: its address answers with status ${status}.`,
    );
    expect(await world.names()).toEqual(['mcp__good__echo']);
  });

  it('M25: that sends on to another address does not take the headers there', async () => {
    await using elsewhere = await ScriptedHttpServer.start();
    await using server = await ScriptedHttpServer.start();
    server.location = elsewhere.url;
    await using world = await World.open({ servers: { web: entry(server, { headers: { 'x-api-key': 'secret' } }) }, approved: false });
    expect((await world.absent('web', 'ARTEMIS_E_MCP_START')).reason).toContain('is not ready');
    expect(server.headers.length).toBeGreaterThan(0);
    expect(elsewhere.headers).toEqual([]);
  });

  it('J14: that has forgotten its session is greeted again, and the call is answered', async () => {
    await using server = await ScriptedHttpServer.start();
    await using world = await World.open({ servers: { web: entry(server) } });
    const look = await world.tool('mcp__web__look');
    server.behaviour = 'forget-once';
    const before = server.sessions;
    expect(await look.run({}, call)).toEqual({ ok: true, text: 'fine' });
    expect(server.sessions).toBe(before + 1);
    expect(server.calls).toHaveLength(2);
  });

  it('J14: whose stream stalls fails at the deadline of the call, twice, and then the tool is withdrawn', async () => {
    await using server = await ScriptedHttpServer.start();
    const clock = new FakeClock();
    await using world = await World.open({ servers: { web: entry(server) }, ports: { clock } });
    await world.wake(clock);
    const look = await world.tool('mcp__web__look');
    server.behaviour = 'stall';
    for (const attempt of [1, 2]) {
      const stalled = look.run({}, call);
      await soon(() => server.calls.length).toBe(attempt);
      await clock.advanceAsync(60_000);
      expect(await stalled).toMatchObject({ ok: false, text: expect.stringContaining('60000 ms') });
    }
    expect(await world.absent('web', 'ARTEMIS_E_MCP_TOOL')).toMatchObject({ reason: 'These tools failed and are withdrawn: look.' });
    expect((await world.list()).tools).toEqual([]);
  });

  it.each(['drop', 'huge', 'flood', 'cut', 'html', 'internal'] as const)(
    'that answers a call with %s fails it, and is used again',
    async (behaviour) => {
      await using server = await ScriptedHttpServer.start();
      await using world = await World.open({ servers: { web: entry(server) } });
      const look = await world.tool('mcp__web__look');
      server.behaviour = behaviour;
      expect(await look.run({}, call)).toMatchObject({ ok: false });
      expect(server.calls.length).toBeGreaterThan(0);
      server.behaviour = 'good';
      expect(await look.run({}, call)).toEqual({ ok: true, text: 'fine' });
    },
  );
});
