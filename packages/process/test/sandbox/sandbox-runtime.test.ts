import * as fs from 'node:fs/promises';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSandbox, fullLimits, systemProcesses, type SandboxSearch } from '@artemis/process';
import { findSandboxRuntime } from '../../src/sandbox/find-sandbox-runtime.ts';
import { noSandbox } from '../../src/sandbox/no-sandbox.ts';
import { sandboxRuntime } from '../../src/sandbox/sandbox-runtime.ts';
import { killOnce } from '../killed-host.ts';
import { isRoot, missing, survivors } from '@artemis/tooling-testkit';
import { patiently } from '../room.ts';
import { playInRuntime } from './runtime-host.ts';

const search: SandboxSearch = { fs, ...systemProcesses() };
const needed = ['bwrap', 'socat', 'rg', 'curl'];

describe.skipIf(missing(needed, 'sandbox-runtime'))(
  'sandbox-runtime, on Linux (needs bwrap, socat, rg and curl)',
  { timeout: 60_000 },
  () => {
    it('S24, S25, S31: runs what it is told as it is told, shows nothing of other people, and starts nothing of the project', async () => {
      const outside = join('/var/tmp', `artemis-outside-${process.pid}`);
      await writeFile(outside, 'canary-7f3a');
      const [words, reach, decoys] = await playInRuntime(
        { script: 'printf "%s|%s" "$1" "$KEY"; exit 7', network: false, words: ['$(touch made) "quoted"; `id`\nword'] },
        {
          script: `echo kept > kept; echo x > "$HOME/x" && echo home; cat ${outside}; echo x > /usr/x; ls -A /root /home | grep -v :`,
          network: false,
        },
        { script: 'echo fine', network: false, decoys: needed },
      );
      await rm(outside);
      expect(words).toMatchObject({
        ending: 'exited',
        exitCode: 7,
        stdout: '$(touch made) "quoted"; `id`\nword|a "value"\n$(id)',
        files: ['bin'],
      });
      expect(reach).toMatchObject({ stdout: 'home\n\n', files: ['bin', 'kept'] });
      expect(reach?.output).not.toContain('canary-7f3a');
      expect(decoys).toMatchObject({ ending: 'exited', exitCode: 0, stdout: 'fine\n', files: ['bin'] });
    });

    it('B10: ends with Artemis, also when that is killed, and so do its proxies', async () => {
      await killOnce(
        'sleep 980.31',
        `
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { findSandbox, fullLimits, openRoom, systemProcesses } from '@artemis/process';
const call = { signal: new AbortController().signal, remainingMs: () => Infinity };
const search = { fs, ...systemProcesses() };
const network = ['980.31.example'];
const { sandbox } = await findSandbox(search, call, network);
const { room } = await openRoom({ fs, workDir: tmpdir(), network, parentDir: tmpdir() });
const args = ['-c', 'echo started > started; (setsid sleep 980.31 &); sleep 980.31'];
const command = await sandbox.enter({ file: '/bin/sh', args, dir: '', env: { PATH: '/usr/bin:/bin' } }, room, fullLimits());
await search.processes.run(command, fullLimits(), call);
`,
        'ordinary',
      );
      await expect.poll(() => survivors('980.31'), { timeout: 5_000 }).toEqual([]);
    });

    describe('and the network', () => {
      let allowed: Server;
      let refused: Server;
      const hits = { allowed: 0, refused: 0 };
      const listen = (name: keyof typeof hits): Promise<Server> =>
        new Promise((resolve) => {
          const server = createServer((_, response) => {
            hits[name] += 1;
            response.end('reached');
          });
          server.listen(0, '127.0.0.1', () => resolve(server));
        });
      const portOf = (server: Server): number => {
        const address = server.address();
        return typeof address === 'object' && address ? address.port : 0;
      };
      /** Asks each address by the proxy, whatever `NO_PROXY` says, and prints the status, or 000 when there was no answer. */
      const asking = (...urls: readonly string[]): string =>
        urls.map((url) => `curl --noproxy "" -s -o /dev/null -w '%{http_code}\\n' ${url}`).join('\n');

      beforeEach(async () => {
        [allowed, refused] = [await listen('allowed'), await listen('refused')];
        Object.assign(hits, { allowed: 0, refused: 0 });
      });
      afterEach(() => [allowed, refused].forEach((server) => server.close()));

      it('S26: lets a listed host through and no other, by name, by port, by address, or around the proxy', async () => {
        const [port, other] = [portOf(allowed), portOf(refused)];
        const urls = [`localhost:${port}`, `localhost:${other}`, `refused.localhost:${port}`, `127.0.0.1:${other}`, '169.254.169.254'];
        const around = `curl --noproxy '*' -s -o /dev/null -w '%{http_code}\\n' http://127.0.0.1:${other}/`;
        const script = `${asking(...urls.map((url) => `http://${url}/`))}\n${around}`;
        const [outcome] = await playInRuntime({ script, network: [`localhost:${port}`, `127.0.0.1:${port}`] });
        expect(outcome?.stdout).toBe('200\n403\n403\n403\n403\n000\n');
        expect(hits).toEqual({ allowed: 1, refused: 0 });
      });

      it('S26: lets nothing through without a list', async () => {
        const script = asking(`http://localhost:${portOf(allowed)}/`, `http://127.0.0.1:${portOf(refused)}/`);
        const [outcome] = await playInRuntime({ script, network: false });
        expect(outcome?.stdout).toMatch(/^(?:000|403)\n(?:000|403)\n$/);
        expect(hits).toEqual({ allowed: 0, refused: 0 });
      });
    });
  },
);

describe('a network of single hosts', () => {
  const room = { work: { from: '/w', to: '/w' }, writable: [], mounts: [], homeDir: '/h', etcDir: '/e' };
  const command = { file: '/bin/true', args: [], dir: '', env: {} };

  it('is refused by what can only let through all of it, and all of it by what can only let through hosts', async () => {
    const host = {
      fs,
      node: process.execPath,
      cli: '/cli.js',
      packageDir: '/package',
      prlimit: null,
      processCount: 'of-the-command',
    } as const;
    const refused = expect.objectContaining({ code: 'ARTEMIS_E_SANDBOX_UNAVAILABLE' });
    expect(() => noSandbox(null).enter(command, { ...room, network: ['example.com'] }, fullLimits())).toThrow(refused);
    const bubblewrap = await findSandbox(search, patiently());
    if (bubblewrap.works)
      expect(() => bubblewrap.sandbox.enter(command, { ...room, network: ['example.com'] }, fullLimits())).toThrow(refused);
    await expect(sandboxRuntime(host).enter(command, { ...room, network: true }, fullLimits())).rejects.toEqual(refused);
  });

  it.skipIf(!isRoot)('is not tried by root, whom sandbox-runtime does not hold (needs root)', async () => {
    expect(await findSandboxRuntime(search, null, patiently())).toMatchObject({ works: false, reason: expect.stringContaining('root') });
    expect(await findSandbox(search, patiently(), ['example.com'])).toMatchObject({ works: false });
  });
});
