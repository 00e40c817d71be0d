import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { missing, survivors } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { fullLimits, systemProcesses } from '@artemis/process';
import { killOnce } from '../killed-host.ts';
import { patiently } from '../room.ts';

/** A folder that holds only some programs of this machine. */
async function pathOf(programs: readonly string[]): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'artemis-path-'));
  for (const program of programs) {
    const folder = (process.env['PATH'] ?? '').split(delimiter).find((one) => existsSync(join(one, program)));
    await symlink(join(folder ?? '', program), join(dir, program));
  }
  return dir;
}

/** A server over standard streams that leaves a daemon behind, in a session of its own and without a parent. */
const server = (seconds: string): string => `
import { spawn } from 'node:child_process';
spawn('setsid', ['sh', '-c', '(setsid sleep ${seconds} &)'], { detached: true, stdio: 'inherit' }).unref();
process.stdin.resume();
setInterval(() => {}, 1_000);
`;

const hostWith = (searchPath: string, source: string): string => `
import { fullLimits, systemProcesses } from '@artemis/process';
const command = { file: process.execPath, args: ['--input-type=module', '-e', ${JSON.stringify(source)}], cwd: '/', env: { PATH: '/usr/bin:/bin' } };
await systemProcesses({ searchPath: ${JSON.stringify(searchPath)} }).starter.start(command, fullLimits(), new AbortController().signal);
`;

describe.each([
  { means: ['setpriv', 'unshare'], seconds: '982.11' },
  { means: ['setpriv', 'bwrap'], seconds: '982.12' },
])('a process that is tied with $means', ({ means, seconds }) => {
  it.skipIf(missing(means, `a tether of ${means.join(' and ')}`))(
    'M11, M24: ends with Artemis when that is killed, and so does its daemon (needs util-linux and bwrap)',
    async () => {
      const searchPath = await pathOf(means);
      await killOnce(seconds, hostWith(searchPath, server(seconds)));
      await expect.poll(() => survivors(seconds), { timeout: 5_000 }).toEqual([]);
      await rm(searchPath, { recursive: true });
    },
  );

  it.skipIf(missing(means, `a tether of ${means.join(' and ')}`))(
    'sees its own streams, folder, variables and arguments, and tells its exit code (needs util-linux and bwrap)',
    async () => {
      const searchPath = await pathOf(means);
      const { processes } = systemProcesses({ searchPath });
      const args = ['-c', 'pwd; echo "$1 $KEY"; cat; echo $(($$ < 10)); exit 7', 'sh', '$(id) "quoted\nword'];
      const result = await processes.run({ file: '/bin/sh', args, cwd: '/usr', env: { KEY: 'value' } }, fullLimits(), patiently());
      expect(result).toMatchObject({ ending: 'exited', exitCode: 7, stdout: '/usr\n$(id) "quoted\nword value\n1\n' });
      await rm(searchPath, { recursive: true });
    },
  );
});

it('a command is run all the same where nothing can tie it', async () => {
  const { processes } = systemProcesses({ searchPath: '/nowhere' });
  const result = await processes.run({ file: '/bin/sh', args: ['-c', 'exit 7'], cwd: '/', env: {} }, fullLimits(), patiently());
  expect(result).toMatchObject({ ending: 'exited', exitCode: 7 });
});
