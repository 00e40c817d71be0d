import * as promises from 'node:fs/promises';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { survivors } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { systemClock } from '@artemis/core';
import { fullLimits, systemProcesses } from '@artemis/process';
import { makeCgroup, sweepCgroups } from '../../src/run/cgroup.ts';
import { killOnce } from '../killed-host.ts';
import { patiently } from '../room.ts';

const roots = ['/sys/fs/cgroup', '/sys/fs/cgroup/pids', '/sys/fs/cgroup/memory'].filter((dir) => existsSync(dir));
const pause = (): Promise<void> => new Promise((resolve) => void systemClock.after(10, resolve));
/** Groups of Artemis on this machine whose process is gone. */
const orphans = (): string[] =>
  roots.flatMap((dir) => readdirSync(dir)).filter((name) => /^artemis-\d+-\d+-/.test(name) && !existsSync(`/proc/${name.split('-')[2]}`));

const probe = await makeCgroup(promises, 'probe', fullLimits(), pause);
await probe?.close();
if (!probe) process.stdout.write('left out: control groups: this user may not make one\n');

/** Runs a command that nothing ties, so that only its control group can find it again. */
const untiedHost = (seconds: string): string => `
import { fullLimits, systemProcesses } from '@artemis/process';
const call = { signal: new AbortController().signal, remainingMs: () => Infinity };
const command = { file: '/bin/sh', args: ['-c', 'setsid sleep ${seconds} & wait'], cwd: '/', env: { PATH: '/usr/bin:/bin' } };
await systemProcesses({ searchPath: '/nowhere' }).processes.run(command, fullLimits(), call);
`;

describe.skipIf(!probe)('control groups (needs root)', () => {
  it('B10: a group of a killed Artemis is removed at the next start, with what still runs in it', async () => {
    await killOnce('981.21', untiedHost('981.21'));
    expect(survivors('981.21')).not.toEqual([]);
    const left = orphans();
    expect(left).not.toEqual([]);
    const { processes } = systemProcesses();
    await processes.run({ file: '/bin/true', args: [], cwd: '/', env: {} }, fullLimits(), patiently());
    expect(orphans().filter((name) => left.includes(name))).toEqual([]);
    await expect.poll(() => survivors('981.21'), { timeout: 5_000 }).toEqual([]);
  });

  it('B10: what a command leaves in its group ends with the command, also where nothing ties it', async () => {
    const { processes } = systemProcesses({ searchPath: '/nowhere' });
    const args = ['-c', '(setsid sleep 981.22 >/dev/null 2>&1 &) ; exit 3'];
    const result = await processes.run({ file: '/bin/sh', args, cwd: '/', env: { PATH: '/usr/bin:/bin' } }, fullLimits(), patiently());
    expect(result).toMatchObject({ ending: 'exited', exitCode: 3 });
    await expect.poll(() => survivors('981.22'), { timeout: 5_000 }).toEqual([]);
  });

  it('leaves the groups of others alone', async () => {
    const space = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0];
    const kept = await makeCgroup(promises, 'kept', fullLimits(), pause);
    await sweepCgroups(promises, pause);
    expect(roots.flatMap((dir) => readdirSync(dir))).toContain(`artemis-${space}-${process.pid}-kept`);
    await kept?.close();
  });
});
