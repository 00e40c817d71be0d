import * as fs from 'node:fs/promises';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing } from '@artemis/tooling-testkit';
import { chooseSandbox, fullLimits, openRoom, plainEnvironment, systemProcesses } from '@artemis/process';
import { expect, it } from 'vitest';
import { patiently } from './room.ts';

it.skipIf(missing(['bwrap'], 'the README of process'))('runs a command as the README shows (needs bwrap)', async () => {
  const workDir = await mkdtemp(join(tmpdir(), 'artemis-work-'));
  const call = patiently();

  const { processes, starter, toolchain } = systemProcesses();

  const sandbox = await chooseSandbox({ sandbox: 'require' }, { fs, processes, toolchain }, call);
  const { room, close } = await openRoom({ fs, workDir, network: false, parentDir: tmpdir() });
  const limits = fullLimits({ wallMs: 20_000, memoryBytes: 512 * 1024 ** 2 });
  const env = plainEnvironment(sandbox.inside(room, room.homeDir));
  const command = await sandbox.enter({ file: '/bin/sh', args: ['-c', 'echo done > made; cat /etc/shadow'], dir: '', env }, room, limits);
  const result = await processes.run(command, limits, call);
  console.log(result.ending, result.exitCode, result.output);
  await close();

  const server = await starter.start({ file: '/bin/cat', args: [], cwd: workDir, env: {} }, limits, call.signal);
  server.stdin.write('hello\n');
  await server.stop();

  expect(result).toMatchObject({ ending: 'exited', exitCode: 1 });
  expect(await readFile(join(workDir, 'made'), 'utf8')).toBe('done\n');
  expect(await server.exited).toEqual({ ending: 'exited', exitCode: 0 });
  await rm(workDir, { recursive: true });
});
