import * as fs from 'node:fs/promises';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dependencyCaches } from '../../src/run/dependency-caches.ts';

it('shows a tool what it has fetched earlier, and tells it to take no lock there', async () => {
  const home = await mkdtemp(join(tmpdir(), 'artemis-home-'));
  const [boot, coursier] = [join(home, '.sbt', 'boot'), join(home, '.cache', 'coursier', 'v1')];
  for (const dir of [boot, coursier]) await mkdir(dir, { recursive: true });
  expect(await dependencyCaches(fs, 'sbt', home)).toEqual({
    mounts: [
      { from: boot, to: boot },
      { from: coursier, to: coursier },
    ],
    env: {
      SBT_OPTS: `-Dsbt.boot.directory=${boot} -Dsbt.boot.lock=false -Dsbt.offline=true`,
      COURSIER_CACHE: coursier,
      COURSIER_MODE: 'offline',
    },
  });
  expect(await dependencyCaches(fs, 'make', home)).toEqual({ mounts: [], env: {} });
  await rm(home, { recursive: true });
});
