import { definePlugin, Artemis, type StampedEvent } from '@artemis/core';
import { checkPluginContract, scriptedLlm, scriptedVendor } from '@artemis/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import supervisionPlugin from '../src/index.ts';
import { answer, gate, openHouse, type House } from './house.ts';

describe('@artemis/supervision', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house[Symbol.asyncDispose]());

  it('works as the README shows', async () => {
    const [text, { projectDir, stateDir }] = ['add two numbers', house];
    const models = [{ vendor: 'scripted', model: 'scripted' }];
    const vendors = scriptedVendor(scriptedLlm(answer('wrong\n'), answer('right\n'), answer('wrong\n')));
    const builder = { name: 'scripted-gate', create: () => gate() };
    const gates = definePlugin({
      name: 'artemis-plugin-gates',
      apiVersion: 1,
      setup: (host) => host.register('build', { primary: builder, fallback: { ...builder, name: 'scripted-gate-2' } }),
    });
    const chosen: string[] = [];
    const onEvent = (event: StampedEvent): void => void (event.type === 'developer.chosen' && chosen.push(event.reason));

    const artemis = new Artemis({ models, stateDir });
    await artemis.loadPlugin(vendors);
    await artemis.loadPlugin(gates);
    await artemis.loadPlugin(supervisionPlugin({ developers: 3 }));
    const { status } = await artemis.executeTask({ text, projectDir }, { onEvent });
    console.log(status);
    await artemis.close();

    expect(status).toBe('succeeded');
    expect(chosen).toEqual([expect.stringContaining('its gate passed')]);
    expect(await house.read('add.js')).toBe('right\n');
  });

  it('keeps the contract of plugins', async () => {
    const options = { treesDir: house.treesDir, searchPath: '/nowhere' };
    expect(await checkPluginContract(() => supervisionPlugin(options), { projectDir: house.projectDir })).toEqual([]);
  });

  it.each([
    [{ developers: 0 }, 'developers'],
    [{ developers: 17 }, 'developers'],
    [{ developers: 1.5 }, 'developers'],
    [{ mode: 'vote' as never }, 'mode'],
    [{ stallMs: 0 }, 'stallMs'],
    [{ gatesAtOnce: 0 }, 'gatesAtOnce'],
    [{ restarts: { most: -1 } }, 'restarts.most'],
    [{ restarts: { windowMs: 0 } }, 'restarts.windowMs'],
    [{ wrap: {} as never }, 'wrap'],
    [{ wrap: [{ name: 'dev-1', command: ['x'] as const }] }, 'wrap.0.name'],
    [{ wrap: [{ name: 'A b', command: ['x'] as const }] }, 'wrap.0.name'],
    [
      {
        wrap: [
          { name: 'a', command: ['x'] as const },
          { name: 'a', command: ['x'] as const },
        ],
      },
      'wrap.0.name',
    ],
    [{ wrap: [{ name: 'a', command: 'x {task}' as never }] }, 'wrap.0.command'],
    [{ wrap: [{ name: 'a', command: ['x', 'nul\0'] as const }] }, 'wrap.0.command'],
    [{ wrap: [{ name: 'a', command: ['x'] as const, env: { A: 1 as never } }] }, 'wrap.0.env'],
    [{ wrap: [{ name: 'a', command: ['x'] as const, timeoutMs: -1 }] }, 'wrap.0.timeoutMs'],
    [{ wrap: [null as never] }, 'wrap.0.name'],
  ])('P02: refuses %j, naming %s', async (options, option) => {
    const artemis = new Artemis({ models: [], stateDir: house.stateDir });
    expect(await artemis.loadPlugin(supervisionPlugin(options))).toMatchObject({
      status: 'refused',
      reason: expect.stringContaining(option),
    });
    await artemis.close();
  });
});
