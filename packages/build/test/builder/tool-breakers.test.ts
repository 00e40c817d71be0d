import { missing } from '@artemis/tooling-testkit';
import { systemRandom, type CallContext } from '@artemis/core';
import { FakeClock } from '@artemis/core/testing';
import { systemProcesses, type ProcessRunner } from '@artemis/process';
import { describe, expect, it } from 'vitest';
import { ToolBreakers } from '../../src/builder/tool-breakers.ts';
import { buildProject, patiently, withBuilder } from '../build-project.ts';
import { nodeManifest, nodeTest } from '../scenarios/scenario.ts';

const open = expect.objectContaining({ code: 'ARTEMIS_E_CIRCUIT_OPEN' });

describe('a circuit for each tool', () => {
  it('opens after three calls that failed in a row, leaves other tools alone, and closes after a trial that worked', async () => {
    const clock = new FakeClock();
    const breakers = new ToolBreakers({ clock, random: systemRandom });
    let started = 0;
    const use = (works: boolean) => async (): Promise<string> => {
      started += 1;
      if (!works) throw new TypeError('the tool is broken');
      return 'ran';
    };
    for (let call = 0; call < 3; call += 1) await expect(breakers.run('npm', use(false), patiently())).rejects.toThrow('broken');
    await expect(breakers.run('npm', use(true), patiently())).rejects.toEqual(open);
    expect(started).toBe(3);
    expect(await breakers.run('cargo', use(true), patiently())).toBe('ran');

    clock.advance(30_000);
    await expect(breakers.run('npm', use(false), patiently())).rejects.toThrow('broken');
    await expect(breakers.run('npm', use(true), patiently())).rejects.toEqual(open);

    clock.advance(60_000);
    expect(await breakers.run('npm', use(true), patiently())).toBe('ran');
    await expect(breakers.run('npm', use(false), patiently())).rejects.toThrow('broken');
    expect(await breakers.run('npm', use(true), patiently())).toBe('ran');
    breakers.close();
  });

  it.skipIf(missing(['bwrap'], 'circuits of real tools'))(
    'opens over a tool that cannot be started, and the gate runs again once it can (needs bwrap)',
    async () => {
      const addsTest = nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']);
      await using project = await buildProject({
        'package.json': nodeManifest(),
        'add.js': 'export const add = (a, b) => a + b;\n',
        'add.test.js': addsTest,
      });
      const clock = new FakeClock();
      const real = systemProcesses().processes;
      let broken = true;
      let gates = 0;
      const notStarted = { ending: 'not-started', exitCode: null, stdout: '', output: 'cut off', cut: false, durationMs: 0 } as const;
      const processes: ProcessRunner = {
        run(command, ...rest) {
          const isGate = command.args.includes('--test');
          if (isGate) gates += 1;
          return isGate && broken ? Promise.resolve(notStarted) : real.run(command, ...rest);
        },
      };
      await withBuilder({ ports: { clock, processes } }, async (builder) => {
        const baseline = (call: CallContext = patiently()) => builder.baseline(project.dir, call);
        for (let call = 0; call < 3; call += 1) await expect(baseline()).rejects.toMatchObject({ code: 'ARTEMIS_E_BUILD_BROKEN_BEFORE' });
        await expect(baseline()).rejects.toEqual(open);
        expect(gates).toBe(3);
        broken = false;
        clock.advance(30_000);
        expect(await baseline()).toMatchObject({ facts: { gates: [{ run: { exitCode: 0 } }] } });
        expect(gates).toBe(4);
      });
    },
  );
});
