import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asOrdinaryUser, isRoot, missing } from '@artemis/tooling-testkit';
import { runProbes, type ProbeResult } from './probe-host.ts';

/** Runs the probes in a process of their own, as a user who is not root. */
const probesAsNobody = async (...args: readonly string[]): Promise<ProbeResult> =>
  JSON.parse(/^probed (.*)$/m.exec(await asOrdinaryUser(join(import.meta.dirname, 'probe-host.ts'), ...args))?.[1] ?? '') as ProbeResult;

if (!isRoot) process.stdout.write('left out: escape probes as root: this user is not root\n');

describe.skipIf(missing(['bwrap', 'unshare', 'mount', 'prlimit'], 'escape probes'))(
  'S38: the sandbox (needs bwrap and util-linux)',
  { timeout: 180_000 },
  () => {
    const users: readonly (readonly [who: string, run: () => Promise<ProbeResult>])[] = isRoot
      ? [
          ['root', runProbes],
          ['an ordinary user', () => probesAsNobody()],
        ]
      : [['an ordinary user', runProbes]];
    for (const [who, run] of users) {
      it(`S26, S38: lets none of 60 probes out, run by ${who}`, async () => {
        const { inside, reached, hostFile, left } = await run();
        expect(Object.keys(inside).length).toBeGreaterThanOrEqual(60);
        expect(Object.entries(inside).filter(([, escaped]) => escaped)).toEqual([]);
        expect(hostFile).toBe('canary-7f3a');
        expect(left).toEqual([]);
        expect(reached, 'packets that reached the host').toBe(0);
      });
    }
  },
);

/** What `sandbox-runtime` lets happen: it shows empty folders in memory where bubblewrap shows none, and the names in a few of the system. */
const harmless = [
  'write the home of root',
  'write /home',
  'write /var',
  'write through a link to the host file',
  'list the folder of the host file',
  'write the host file',
  'list the home of root',
  'list /home',
  'list /var',
  'list /run',
];

describe.skipIf(missing(['bwrap', 'socat', 'rg', 'prlimit'], 'escape probes of sandbox-runtime'))(
  'S38: sandbox-runtime (needs bwrap, socat, rg and util-linux)',
  { timeout: 180_000 },
  () => {
    it('S26, S38: lets none of 60 probes of an ordinary user reach anything of the host', async () => {
      const { inside, reached, hostFile, left } = await probesAsNobody('sandbox-runtime');
      expect(Object.entries(inside).filter(([name, escaped]) => escaped && !harmless.includes(name))).toEqual([]);
      expect({ hostFile, left, reached }).toEqual({ hostFile: 'canary-7f3a', left: [], reached: 0 });
    });
  },
);
