import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fault } from '../../src/testing/faulty-file-system.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { faultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import { writeFileAtomic } from '../../src/workspace/disk/atomic-file.ts';
import { temporaryProject } from './temporary-project.ts';

/** A folder with a state file, and a disk with a failure plan. */
function stateFile(plan: readonly Fault[] = []): {
  path: string;
  folder: string;
  disk: ReturnType<typeof faultyFileSystem>;
  names(): string[];
} {
  const { root } = temporaryProject({ 'state.json': 'old' });
  return { path: join(root, 'state.json'), folder: root, disk: faultyFileSystem(nodeFileSystem, plan), names: () => readdirSync(root) };
}

describe('writeFileAtomic', () => {
  it('replaces a file as a whole, in bytes or text', async () => {
    const { path, names } = stateFile();
    await expect(writeFileAtomic(path, 'new')).resolves.toEqual({ folderSynced: true });
    expect(readFileSync(path, 'utf8')).toBe('new');
    await writeFileAtomic(path, Uint8Array.of(0, 255, 10));
    expect([...readFileSync(path)]).toEqual([0, 255, 10]);
    expect(names()).toEqual(['state.json']);
  });

  it('F02: goes on after short writes until all bytes are out', async () => {
    const { path, disk } = stateFile([{ on: 'handle.write', times: 5, shortBytes: 3 }]);
    await writeFileAtomic(path, 'x'.repeat(1_000), disk);
    expect(readFileSync(path, 'utf8')).toBe('x'.repeat(1_000));
    expect(disk.fired).toEqual([5]);
  });

  it('K18: goes on after an interrupted write', async () => {
    const { path, disk } = stateFile([{ on: 'handle.write', times: 3, errno: 'EINTR' }]);
    await writeFileAtomic(path, 'new', disk);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(disk.fired).toEqual([3]);
  });

  it.each<[string, Fault, string]>([
    ['F01: a full disk while writing', { on: 'handle.write', errno: 'ENOSPC' }, 'ENOSPC'],
    ['F06: an error of the sync', { on: 'handle.sync', errno: 'EIO' }, 'EIO'],
    ['an error of the close', { on: 'handle.close', errno: 'EDQUOT' }, 'EDQUOT'],
    ['F03: no permission to create', { on: 'open', errno: 'EACCES' }, 'EACCES'],
    ['F05: too many open files', { on: 'open', errno: 'EMFILE' }, 'EMFILE'],
    ['an error of the rename', { on: 'rename', errno: 'EXDEV' }, 'EXDEV'],
    ['interruptions without end', { on: 'handle.write', times: Infinity, errno: 'EAGAIN' }, 'EIO'],
    ['writes that take no byte', { on: 'handle.write', times: Infinity, shortBytes: 0 }, 'EIO'],
  ])('%s leaves the old content and no temporary file', async (_, fault, errno) => {
    const { path, disk, names } = stateFile([fault]);
    await expect(writeFileAtomic(path, 'new', disk)).rejects.toMatchObject({ code: 'ARTEMIS_E_STATE_WRITE', facts: { path, errno } });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(names()).toEqual(['state.json']);
    expect(disk.fired[0]).toBeGreaterThan(0);
  });

  it('F06: a failed sync is never asked again: a new write makes a new file', async () => {
    const { path, disk } = stateFile([{ on: 'handle.sync', errno: 'EIO' }]);
    await expect(writeFileAtomic(path, 'new', disk)).rejects.toMatchObject({ code: 'ARTEMIS_E_STATE_WRITE' });
    await writeFileAtomic(path, 'new', disk);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(disk.fired).toEqual([1]);
  });

  it.each(['EINVAL', 'ENOTSUP'])('F17: goes on where a folder cannot be synced (%s), and says so', async (errno) => {
    const { path, disk } = stateFile([{ on: 'handle.sync', nth: 2, errno }]);
    await expect(writeFileAtomic(path, 'new', disk)).resolves.toEqual({ folderSynced: false });
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(disk.fired).toEqual([1]);
  });

  it('F17: but an input error of the folder sync is a failed write', async () => {
    const { path, disk } = stateFile([{ on: 'handle.sync', nth: 2, errno: 'EIO' }]);
    await expect(writeFileAtomic(path, 'new', disk)).rejects.toMatchObject({ facts: { errno: 'EIO' } });
    expect(disk.fired).toEqual([1]);
  });

  it('F15: waits for a program that holds the file', async () => {
    const { path, disk } = stateFile([{ on: 'rename', times: 4, errno: 'EBUSY' }]);
    const clock = new FakeClock();
    const written = writeFileAtomic(path, 'new', { ...disk, clock });
    await passTime(clock, written);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(disk.fired).toEqual([4]);
    expect(clock.nowMs()).toBeLessThanOrEqual(2_000);
  });

  it('F15: gives up after five tries within two seconds', async () => {
    const { path, disk, names } = stateFile([{ on: 'rename', times: Infinity, errno: 'EBUSY' }]);
    const clock = new FakeClock();
    const written = writeFileAtomic(path, 'new', { ...disk, clock });
    await expect(passTime(clock, written)).rejects.toMatchObject({ facts: { errno: 'EBUSY' } });
    expect(disk.fired).toEqual([5]);
    expect(clock.nowMs()).toBeLessThanOrEqual(2_000);
    expect(names()).toEqual(['state.json']);
  });

  it('R11: keeps state files private whatever the umask', async () => {
    const { path, folder } = stateFile();
    const earlier = process.umask(0);
    onTestFinished(() => void process.umask(earlier));
    await writeFileAtomic(path, 'new');
    await writeFileAtomic(join(folder, 'fresh'), 'new');
    expect([path, join(folder, 'fresh')].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it('S13: never writes into a file that waits under the temporary name', async () => {
    const { path, folder } = stateFile();
    const outside = join(folder, 'outside');
    symlinkSync(outside, join(folder, '.artemis-aaaaaaaaaaaaaaaa.tmp'));
    const random = { fraction: () => 0, id: (length: number) => 'a'.repeat(length) };
    await expect(writeFileAtomic(path, 'new', { random })).rejects.toMatchObject({ facts: { errno: 'EEXIST' } });
    expect(existsSync(outside)).toBe(false);
    expect(readlinkSync(join(folder, '.artemis-aaaaaaaaaaaaaaaa.tmp'))).toBe(outside);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('replaces a link instead of writing through it', async () => {
    const { path, folder } = stateFile();
    writeFileSync(join(folder, 'target'), 'precious');
    mkdirSync(join(folder, 'sub'));
    symlinkSync(join(folder, 'target'), join(folder, 'sub/link'));
    await writeFileAtomic(join(folder, 'sub/link'), 'new');
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('precious');
    expect(readFileSync(join(folder, 'sub/link'), 'utf8')).toBe('new');
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('gives a coded error when the folder is missing', async () => {
    const { folder } = stateFile();
    await expect(writeFileAtomic(join(folder, 'no/such'), 'x')).rejects.toMatchObject({
      code: 'ARTEMIS_E_STATE_WRITE',
      facts: { errno: 'ENOENT' },
    });
  });

  it('takes the mode it is given', async () => {
    const { path } = stateFile();
    chmodSync(path, 0o777);
    await writeFileAtomic(path, 'new', { mode: 0o640 });
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });
});

/** Moves the clock on whenever the work waits for it. */
async function passTime(clock: FakeClock, work: Promise<unknown>): Promise<unknown> {
  const over = new AbortController();
  const settled = work.finally(() => over.abort());
  settled.catch(() => undefined);
  while (!over.signal.aborted) {
    await new Promise((resolve) => setImmediate(resolve));
    if (clock.pendingTimers > 0) clock.advance(25);
  }
  return settled;
}
