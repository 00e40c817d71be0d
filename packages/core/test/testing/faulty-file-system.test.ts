import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { faultyFileSystem } from '../../src/testing/faulty-file-system.ts';

function folderWith(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'artemis-faulty-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'a'), content);
  return folder;
}

it('fails the nth matching call and counts that it did', async () => {
  const folder = folderWith('x');
  const { fileSystem, fired } = faultyFileSystem(nodeFileSystem, [{ on: 'readFile', path: /a$/, nth: 2, times: 2, errno: 'EIO' }]);
  const read = (): Promise<string> => fileSystem.readFile(join(folder, 'a'), 'utf8');
  await expect(read()).resolves.toBe('x');
  await expect(read()).rejects.toMatchObject({ code: 'EIO', syscall: 'readFile' });
  await expect(read()).rejects.toMatchObject({ code: 'EIO' });
  await expect(read()).resolves.toBe('x');
  expect(fired).toEqual([2]);
});

it('shortens a write and says how much was written', async () => {
  const folder = folderWith('');
  const { fileSystem, fired } = faultyFileSystem(nodeFileSystem, [{ on: 'handle.write', shortBytes: 2 }]);
  const handle = await fileSystem.open(join(folder, 'a'), 'w');
  expect((await handle.write(Buffer.from('four'), 0, 4, 0)).bytesWritten).toBe(2);
  expect((await handle.write(Buffer.from('four'), 2, 2, 2)).bytesWritten).toBe(2);
  await handle.close();
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('four');
  expect(fired).toEqual([1]);
});

it('lets another program in before a call', async () => {
  const folder = folderWith('mine');
  const { fileSystem } = faultyFileSystem(nodeFileSystem, [{ on: 'readFile', before: () => writeFileSync(join(folder, 'a'), 'theirs') }]);
  await expect(fileSystem.readFile(join(folder, 'a'), 'utf8')).resolves.toBe('theirs');
});

it('does nothing more after a crash, but closes its files', async () => {
  const folder = folderWith('old');
  const { fileSystem, fired } = faultyFileSystem(nodeFileSystem, [{ on: 'rename', crash: true }]);
  const handle = await fileSystem.open(join(folder, 'b'), 'w');
  await expect(fileSystem.rename(join(folder, 'b'), join(folder, 'a'))).rejects.toMatchObject({ code: 'EIO' });
  await expect(handle.write('x')).rejects.toMatchObject({ code: 'EIO' });
  await expect(fileSystem.unlink(join(folder, 'a'))).rejects.toMatchObject({ code: 'EIO' });
  await handle.close();
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
  expect(fired).toEqual([1]);
});
