import { chmodSync, chownSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace } from './open-workspace.ts';
import { patchOf } from './patch-of.ts';

describe('the attributes of a file that is replaced', () => {
  it.each([0o600, 0o755, 0o444])('F18: keeps the mode %o of a file it replaces', async (mode) => {
    const { root, workspace } = await openWorkspace({ a: 'old' });
    chmodSync(join(root, 'a'), mode);
    await workspace.apply(patchOf({ a: 'new' }));
    expect(statSync(join(root, 'a')).mode & 0o7777).toBe(mode);
  });

  it('F18: drops set-user-id, which does not fit new content', async () => {
    const { root, workspace } = await openWorkspace({ a: 'old' });
    chmodSync(join(root, 'a'), 0o4755);
    await workspace.apply(patchOf({ a: 'new' }));
    expect(statSync(join(root, 'a')).mode & 0o7777).toBe(0o755);
  });

  it.skipIf(process.getuid?.() !== 0)('F18: keeps the owner of a file it replaces (needs root)', async () => {
    const { root, workspace } = await openWorkspace({ a: 'old' });
    chownSync(join(root, 'a'), 1_234, 1_235);
    chmodSync(join(root, 'a'), 0o640);
    await workspace.apply(patchOf({ a: 'new' }));
    expect(statSync(join(root, 'a'))).toMatchObject({ uid: 1_234, gid: 1_235 });
    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o640);
  });

  it.skipIf(process.getuid?.() !== 0)('F18: gives nobody more access when the group cannot be kept (needs root)', async () => {
    const { root, workspace, disk } = await openWorkspace({ a: 'old' }, [{ on: 'handle.chown', times: 2, errno: 'EPERM' }]);
    chownSync(join(root, 'a'), 1_234, 1_235);
    chmodSync(join(root, 'a'), 0o664);
    await workspace.apply(patchOf({ a: 'new' }));
    expect(disk.fired).toEqual([2]);
    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o604);
  });
});
