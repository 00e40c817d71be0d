import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/ports/make-folder.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';

describe('makeFolder', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'artemis-folder-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('makes the folders above it too, and may be called again', async () => {
    const path = join(home, 'a', 'b', 'c');
    await makeFolder(nodeFileSystem, path, 0o700);
    await makeFolder(nodeFileSystem, path, 0o700);
    expect((await stat(join(home, 'a'))).mode & 0o777).toBe(0o700);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it('rejects where a file is in the way', async () => {
    await writeFile(join(home, 'file'), '');
    await expect(makeFolder(nodeFileSystem, join(home, 'file'), 0o700)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(nodeFileSystem, join(home, 'file', 'below'), 0o700)).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it('F03: ends where the disk says that a folder cannot be found although the one above it is there', async () => {
    const refusing = {
      ...nodeFileSystem,
      mkdir: (async (path: string, options: object) => {
        if (path.includes('automount')) throw Object.assign(new Error('no'), { code: 'ENOENT' });
        return nodeFileSystem.mkdir(path, options);
      }) as typeof nodeFileSystem.mkdir,
    };
    await expect(makeFolder(refusing, join(home, 'automount', 'state', 'runs'), 0o700)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
