import { describe, expect, it } from 'vitest';
import { FakeClock } from '@artemis/core/testing';
import { call } from './call.ts';
import { countedStarter } from './counted-starter.ts';
import { missing } from './installed.ts';
import { scriptedEntry } from './servers/scripted-entry.ts';
import { survivors } from './survivors.ts';
import { World } from './world.ts';
import { soon } from './soon.ts';

const good = scriptedEntry('good');

describe('a server that misbehaves costs only itself', () => {
  it('J01: its program is not there', async () => {
    await using world = await World.open({ servers: { good, absent: { command: 'no-such-program-4711' } } });
    expect(await world.absent('absent', 'ARTEMIS_E_MCP_START')).toMatchObject({
      state: 'gone',
      reason: 'The program "no-such-program-4711" is not installed.',
      code: 'ARTEMIS_E_MCP_START',
    });
    expect(await world.names()).toEqual(['mcp__good__echo']);
  });

  it('J01: its program may not be run', async () => {
    await using world = await World.open({ servers: { good, refused: { command: '/etc/passwd' } } });
    expect((await world.absent('refused', 'ARTEMIS_E_MCP_START')).reason).toContain('/etc/passwd could not be started');
  });

  it('J02: it never greets: missing after 5 s, ended after its start has taken too long, and nothing of it is left', async () => {
    const clock = new FakeClock();
    const silent = scriptedEntry('silent', { word: 'word-j02' });
    await using world = await World.open({ servers: { good, silent }, approved: false, ports: { clock, starter: countedStarter() } });
    await world.wake(clock);
    await soon(() => survivors('word-j02').length).toBeGreaterThan(0);
    expect((await world.list()).absent.find(({ origin }) => origin === 'silent')).toMatchObject({ state: 'joining' });
    await clock.advanceAsync(5_000);
    expect((await world.list()).absent.find(({ origin }) => origin === 'silent')).toMatchObject({
      state: 'gone',
      code: 'ARTEMIS_E_MCP_LATE',
    });
    await clock.advanceAsync(25_000);
    expect((await world.absent('silent', 'ARTEMIS_E_MCP_START')).reason).toContain('30000 ms');
    await soon(() => survivors('word-j02')).toEqual([]);
  });

  it('J03: it prints a banner first: the lines are passed over and counted', async () => {
    await using world = await World.open({ servers: { banner: scriptedEntry('banner') } });
    expect(await world.names()).toEqual(['mcp__banner__echo']);
    expect(JSON.stringify(world.metrics())).toContain('artemis.mcp.bad-line_messages');
  });

  it('J03: it prints for ever: it is ended', async () => {
    await using world = await World.open({ servers: { good, chatter: scriptedEntry('chatter') }, approved: false });
    expect((await world.absent('chatter', 'ARTEMIS_E_MCP_START', 'ARTEMIS_E_MCP_LOST')).reason).toContain(
      'it wrote more than 100 lines that are no messages',
    );
  });

  it('J04: it writes a line of 11 MiB', async () => {
    await using world = await World.open({ servers: { good, long: scriptedEntry('long-line') }, approved: false });
    expect((await world.absent('long', 'ARTEMIS_E_MCP_START', 'ARTEMIS_E_MCP_LOST')).reason).toContain('it wrote a line of more than');
  });

  it('J04: it writes a line without end, and memory stays bounded', async () => {
    const before = process.memoryUsage().rss;
    await using world = await World.open({ servers: { good, endless: scriptedEntry('endless-line') }, approved: false });
    expect((await world.absent('endless', 'ARTEMIS_E_MCP_START', 'ARTEMIS_E_MCP_LOST')).reason).toContain('it wrote a line of more than');
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 ** 2);
  });

  it('J05: it dies at its start, and says why', async () => {
    await using world = await World.open({ servers: { good, dies: scriptedEntry('dies') }, approved: false });
    expect((await world.absent('dies', 'ARTEMIS_E_MCP_START')).reason).toBe(
      '"dies" is not ready: it ended with exit code 3: cannot find its configuration.',
    );
  });

  it('J05: it dies in a call: the call fails at once, the server is started again, and the tool works', async () => {
    const clock = new FakeClock();
    await using world = await World.open({ servers: { drop: scriptedEntry('drop') }, ports: { clock, starter: countedStarter() } });
    await world.wake(clock);
    const drop = await world.tool('mcp__drop__drop');
    const echo = await world.tool('mcp__drop__echo');
    expect(await drop.run({}, call)).toMatchObject({ ok: false });
    expect(await world.absent('drop', 'ARTEMIS_E_MCP_LOST')).toMatchObject({ code: 'ARTEMIS_E_MCP_LOST' });
    // Its tools stay offered while it is started again, and a call waits for it.
    const waiting = echo.run({ text: 'hello' }, call);
    await clock.advanceAsync(500);
    expect(await waiting).toEqual({ ok: true, text: 'echo hello' });
    expect((await world.list()).absent).toEqual([]);
  });

  it('J06: it does not read what it is sent', async () => {
    const clock = new FakeClock();
    await using world = await World.open({ servers: { deaf: scriptedEntry('deaf') }, ports: { clock, starter: countedStarter() } });
    await world.wake(clock);
    const echo = await world.tool('mcp__deaf__echo');
    const sent = echo.run({ text: 'x'.repeat(4 * 1024 * 1024) }, call);
    await soon(() => clock.pendingTimers).toBeGreaterThan(2);
    await clock.advanceAsync(5_000);
    expect(await sent).toMatchObject({ ok: false });
    expect((await world.absent('deaf', 'ARTEMIS_E_MCP_START', 'ARTEMIS_E_MCP_LOST')).reason).toContain('it does not read what it is sent');
  });

  it.skipIf(missing('bwrap', 'setsid'))(
    'J07: it ignores to be asked to end and forks away: nothing is left after the run (needs bwrap)',
    async () => {
      {
        await using world = await World.open({ servers: { stubborn: scriptedEntry('stubborn', { word: '977.07' }) }, approved: false });
        await world.listWhen(({ absent }) => absent.some(({ code }) => code === 'ARTEMIS_E_MCP_NOT_APPROVED'));
        expect(survivors('977.07').length).toBeGreaterThan(1);
      }
      await soon(() => survivors('977.07')).toEqual([]);
    },
  );

  it('J09: it floods its standard error with 1 GiB, and works, and memory stays bounded', async () => {
    const before = process.memoryUsage().rss;
    await using world = await World.open({ servers: { stderr: scriptedEntry('stderr') } });
    expect(await world.names()).toEqual(['mcp__stderr__echo']);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 ** 2);
  });

  it('J10: it answers with unknown and used ids: they are passed over and counted', async () => {
    await using world = await World.open({ servers: { stray: scriptedEntry('stray') } });
    const stray = await world.tool('mcp__stray__stray');
    expect(await stray.run({}, call)).toEqual({ ok: true, text: 'once' });
    const echo = await world.tool('mcp__stray__echo');
    expect(await echo.run({ text: 'still there' }, call)).toEqual({ ok: true, text: 'echo still there' });
    expect(JSON.stringify(world.metrics())).toContain('artemis.mcp.stray_messages');
  });

  it('J10: it answers a call that was taken back: that is passed over and counted', async () => {
    await using world = await World.open({ servers: { stray: scriptedEntry('stray') } });
    const stop = new AbortController();
    const strays = (): unknown =>
      world
        .metrics()
        .counters.find(({ name }) => name === 'artemis.mcp.stray_messages')
        ?.series.map(({ value }) => value);
    const waiting = (await world.tool('mcp__stray__belated')).run({}, { ...call, signal: stop.signal });
    // The server has the call: it has said something that nobody waits for.
    await soon(strays).toEqual([1]);
    stop.abort(new Error('taken back'));
    await expect(waiting).rejects.toThrow('taken back');
    await soon(strays).toEqual([2]);
    const echo = await world.tool('mcp__stray__echo');
    expect(await echo.run({ text: 'still there' }, call)).toEqual({ ok: true, text: 'echo still there' });
  });

  it('floods its output with messages: it is ended', async () => {
    await using world = await World.open({ servers: { good, flood: scriptedEntry('flood') }, approved: false });
    expect((await world.absent('flood', 'ARTEMIS_E_MCP_START', 'ARTEMIS_E_MCP_LOST')).reason).toContain('it floods its output');
  });

  it('J13: results that are huge, an image, or not what was promised are cut and marked', async () => {
    await using world = await World.open({ servers: { odd: scriptedEntry('odd') } });
    const big = await (await world.tool('mcp__odd__big')).run({}, call);
    expect(big.text.length).toBeLessThan(65_000);
    expect(big).toMatchObject({ ok: true, text: expect.stringContaining('characters left out]') });
    expect(await (await world.tool('mcp__odd__image')).run({}, call)).toEqual({
      ok: true,
      text: '[image of 3000 bytes left out: image/png]',
    });
    expect((await (await world.tool('mcp__odd__misfit')).run({}, call)).text).toContain(
      'its structured part is not what the server promised',
    );
    expect(await (await world.tool('mcp__odd__nonsense')).run({}, call)).toMatchObject({ ok: false });
  });
});
