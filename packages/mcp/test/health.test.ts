import { describe, expect, it } from 'vitest';
import { scriptedEntry } from './servers/scripted-entry.ts';
import { World } from './world.ts';

const healthOf = async (world: World) => (await world.artemis.health()).find(({ capability }) => capability === 'mcp');

describe('health', () => {
  it('is good when every server is there', async () => {
    await using world = await World.open({ servers: { good: scriptedEntry('good') } });
    expect(await healthOf(world)).toMatchObject({ state: 'healthy', servedBy: 'servers', probed: true });
  });

  it('is degraded, and names them, when some are missing', async () => {
    await using world = await World.open({ servers: { good: scriptedEntry('good'), absent: { command: 'no-such-program' } } });
    expect(await healthOf(world)).toMatchObject({
      state: 'degraded',
      servedBy: 'servers',
      message: 'absent: The program "no-such-program" is not installed.',
    });
  });

  it('says that nothing serves when all are missing', async () => {
    await using world = await World.open({ servers: { absent: { command: 'no-such-program' } } });
    expect(await healthOf(world)).toMatchObject({ state: 'degraded', servedBy: 'no-servers' });
  });

  it('is told in time when a server does not come up', async () => {
    await using world = await World.open({ servers: { silent: scriptedEntry('silent') }, approved: false });
    expect(await healthOf(world)).toMatchObject({ servedBy: 'no-servers', message: 'silent: It was still starting.' });
  });
});
