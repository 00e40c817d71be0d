import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileLocks } from '../../src/ports/file-locks.ts';
import type { FileSystem } from '../../src/ports/file-system.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';

const lockedExclusively = 0x20;

/** A disk of macOS as far as its locks go: who opens a file so has it alone until it is closed. */
function lockingDisk(folder: string, held: Set<string>): FileSystem {
  const inFolder = (path: unknown): string => join(folder, String(path).split('/').at(-1) ?? '');
  return {
    ...nodeFileSystem,
    readFile: ((path: string, encoding: 'utf8') => nodeFileSystem.readFile(inFolder(path), encoding)) as FileSystem['readFile'],
    open: async (path, flags = 0, mode) => {
      expect(Number(flags) & lockedExclusively).toBe(lockedExclusively);
      const own = inFolder(path);
      if (held.has(own)) throw Object.assign(new Error('resource temporarily unavailable'), { code: 'EAGAIN' });
      held.add(own);
      const file = await open(own, Number(flags) & ~lockedExclusively, mode);
      const close = file.close.bind(file);
      file.close = () => {
        held.delete(own);
        return close();
      };
      return file;
    },
  };
}

describe('fileLocks', () => {
  let folder: string;
  const held = new Set<string>();
  beforeEach(async () => {
    held.clear();
    folder = await mkdtemp(join(tmpdir(), 'artemis-file-locks-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('K06: of several who want it one gets it, and the others learn who has it', async () => {
    const locks = fileLocks(lockingDisk(folder, held));
    const answers = await Promise.all([locks.acquire('run'), locks.acquire('run'), locks.acquire('run')]);
    expect(answers.filter((answer) => 'lock' in answer)).toHaveLength(1);
    expect(await locks.acquire('run')).toMatchObject({ holder: { pid: process.pid } });
    expect(await locks.acquire('another')).toHaveProperty('lock');
  });

  it('K07: is free when its holder has let go, and as free when that has died without a word', async () => {
    const locks = fileLocks(lockingDisk(folder, held));
    const first = await locks.acquire('run');
    if ('lock' in first) await first.lock.release();
    expect(await locks.acquire('run')).toHaveProperty('lock');
    held.clear();
    expect(await locks.acquire('run')).toHaveProperty('lock');
  });

  it('says what is wrong with the disk, and does not take that for a lock that is held', async () => {
    const full: FileSystem = { ...nodeFileSystem, open: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) };
    await expect(fileLocks(full).acquire('run')).rejects.toMatchObject({ code: 'ENOSPC' });
  });
});
