import { execFile } from 'node:child_process';
import { mkdtemp, chmod, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { missing } from '../installed.ts';
import { sourceLoader } from '../killed-host.ts';
import { runProbes, type ProbeResult } from './probe-host.ts';

/** Runs the probes in a process of their own, as a user who is not root. */
async function probesAsNobody(): Promise<ProbeResult> {
  const dir = await mkdtemp(join(tmpdir(), 'artemis-nobody-'));
  await chmod(dir, 0o777);
  const loader = join(dir, 'loader.mjs');
  await writeFile(loader, sourceLoader);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', loader, join(import.meta.dirname, 'probe-host.ts')], {
      uid: 65534,
      gid: 65534,
      cwd: dir,
      env: { PATH: '/usr/bin:/bin', TMPDIR: dir, HOME: dir },
    });
    return JSON.parse(/^probed (.*)$/m.exec(stdout)?.[1] ?? '') as ProbeResult;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stdout.write('left out: escape probes as root: this user is not root\n');

describe.skipIf(missing(['bwrap', 'unshare', 'mount', 'prlimit'], 'escape probes'))(
  'S38: the sandbox (needs bwrap and util-linux)',
  { timeout: 180_000 },
  () => {
    const users: readonly (readonly [who: string, run: () => Promise<ProbeResult>])[] = isRoot
      ? [
          ['root', runProbes],
          ['an ordinary user', probesAsNobody],
        ]
      : [['an ordinary user', runProbes]];
    for (const [who, run] of users) {
      it(`S38: lets none of 60 probes out, run by ${who}`, async () => {
        const { inside, reached, hostFile, left } = await run();
        expect(Object.keys(inside).length).toBeGreaterThanOrEqual(60);
        expect(Object.entries(inside).filter(([, escaped]) => escaped)).toEqual([]);
        expect(hostFile).toBe('canary-7f3a');
        expect(left).toEqual([]);
        expect(reached, 'S26: packets that reached the host').toBe(0);
      });
    }
  },
);
