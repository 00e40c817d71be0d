import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultyFileSystem } from '@artemis/core/testing';
import { nodeFileSystem, systemClock, type FileSystem } from '@artemis/core';
import { describe, expect, it } from 'vitest';
import { LexicalIndex, shardOf } from '../../src/lexical/lexical-index.ts';
import { LexicalStore } from '../../src/lexical/lexical-store.ts';
import { createRagIndex } from '../../src/index.ts';
import { sampleProject, type SampleProject } from '../sample-project.ts';
import { putFiles } from './put-files.ts';

const storeIn = ({ stateDir }: SampleProject, fileSystem: FileSystem = nodeFileSystem): LexicalStore =>
  new LexicalStore({ folder: stateDir, project: 'p', fileSystem, clock: systemClock });
const shard = shardOf('a.ts');
const name = `words-${String(shard).padStart(3, '0')}.txt`;

async function savedIn(store: LexicalStore, text = 'export const fence = 1;\n'): Promise<void> {
  await store.save(shard, await putFiles(new LexicalIndex(systemClock), { 'a.ts': text }));
}

type Damage = readonly [name: string, damage: (path: string) => Promise<unknown>];
const rewrite = (change: (text: string) => string) => async (path: string) => writeFile(path, change(await readFile(path, 'utf8')));

const damages: readonly Damage[] = [
  ['is missing', (path) => rm(path)],
  ['is empty', (path) => truncate(path, 0)],
  ['is cut off', (path) => truncate(path, 150)],
  ['is no shard', (path) => writeFile(path, 'lexical\nindex')],
  ['has one other letter', rewrite((text) => text.replace('export\t', 'expose\t'))],
  ['is of another schema', rewrite((text) => text.replace('"schema":2', '"schema":1'))],
  ['is of another project', rewrite((text) => text.replace('"project":"p"', '"project":"q"'))],
  ['is that of another shard', rewrite((text) => text.replace(/"shard":\d+/, '"shard":-1'))],
  ['has a header only', rewrite((text) => text.slice(0, text.indexOf('\n') + 1))],
  ['is a folder', (path) => rm(path).then(() => mkdir(path))],
];

describe('LexicalStore', () => {
  it('gives back what was saved', async () => {
    await using project = await sampleProject({});
    await savedIn(storeIn(project));
    expect(await (await storeIn(project).load()).search('fence', 5)).toHaveLength(1);
  });

  it.for(damages)('goes without a shard whose file %s', async ([, damage]) => {
    await using project = await sampleProject({});
    const store = storeIn(project);
    await savedIn(store);
    const before = await readFile(join(project.stateDir, name), 'utf8');
    await damage(join(project.stateDir, name));
    expect(await readFile(join(project.stateDir, name), 'utf8').catch(() => '')).not.toBe(before);
    expect((await store.load()).paths).toEqual([]);
  });

  it('keeps the old file when the disk is full', async () => {
    await using project = await sampleProject({});
    await savedIn(storeIn(project));
    const disk = faultyFileSystem(nodeFileSystem, [{ on: 'handle.write', errno: 'ENOSPC' }]);
    await expect(savedIn(storeIn(project, disk.fileSystem), 'other\n')).rejects.toMatchObject({ code: 'ARTEMIS_E_STATE_WRITE' });
    expect(disk.fired).toEqual([1]);
    expect(await (await storeIn(project).load()).search('fence', 5)).toHaveLength(1);
  });
});

it('serves although its files cannot be written, and says so', async () => {
  await using project = await sampleProject();
  const disk = faultyFileSystem(nodeFileSystem, [{ on: 'mkdir', path: /state/, errno: 'EACCES', times: 1_000 }]);
  await using index = createRagIndex({ ...project, chroma: { url: 'http://127.0.0.1:9' }, ports: { fileSystem: disk.fileSystem } });
  expect((await index.ask('invoice')).hits[0]?.path).toBe('src/invoice.ts');
  expect(disk.fired[0]).toBeGreaterThan(0);
  await project.write('new.ts', 'export const fresh = 1;\n');
  expect((await index.index()).unkept).toContain('EACCES');
});
