import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultyFileSystem } from '@artemis/core/testing';
import { nodeFileSystem } from '@artemis/core';
import { describe, expect, it } from 'vitest';
import { LexicalIndex } from '../../src/lexical/lexical-index.ts';
import { LexicalStore } from '../../src/lexical/lexical-store.ts';
import { passagesOfFile } from '../../src/corpus/passages-of-file.ts';
import { createRagIndex } from '../../src/index.ts';
import { sampleProject } from '../sample-project.ts';

async function filled(): Promise<LexicalIndex> {
  const index = await LexicalIndex.empty();
  index.put('a.ts', 'hash', passagesOfFile('export const fence = 1;\n', { path: 'a.ts', symbols: [] }));
  return index;
}

type Damage = readonly [name: string, damage: (path: string) => Promise<unknown>];
const rewrite = (change: (text: string) => string) => async (path: string) => writeFile(path, change(await readFile(path, 'utf8')));

const damages: readonly Damage[] = [
  ['is missing', (path) => rm(path)],
  ['is empty', (path) => truncate(path, 0)],
  ['is cut off', (path) => truncate(path, 100)],
  ['is no JSON', (path) => writeFile(path, 'lexical\nindex')],
  ['has one other letter', rewrite((text) => text.replace('"export"', '"exposed"'))],
  ['is of another schema', rewrite((text) => text.replace('"schema":1', '"schema":0'))],
  ['is of another project', rewrite((text) => text.replace('"project":"p"', '"project":"q"'))],
  ['has a header only', rewrite((text) => text.slice(0, text.indexOf('\n') + 1))],
  ['is a folder', (path) => rm(path).then(() => mkdir(path))],
];

describe('LexicalStore', () => {
  it('gives back what was saved', async () => {
    await using project = await sampleProject({});
    const store = new LexicalStore(project.stateDir, 'p', nodeFileSystem);
    await store.save(await filled());
    expect((await store.load())?.search('fence', 5)).toHaveLength(1);
  });

  it.for(damages)('starts anew when the file %s', async ([, damage]) => {
    await using project = await sampleProject({});
    const store = new LexicalStore(project.stateDir, 'p', nodeFileSystem);
    await store.save(await filled());
    await damage(join(project.stateDir, 'lexical.json'));
    expect(await store.load()).toBeNull();
  });

  it('keeps the old file when the disk is full', async () => {
    await using project = await sampleProject({});
    await new LexicalStore(project.stateDir, 'p', nodeFileSystem).save(await filled());
    const disk = faultyFileSystem(nodeFileSystem, [{ on: 'handle.write', errno: 'ENOSPC' }]);
    const store = new LexicalStore(project.stateDir, 'p', disk.fileSystem);
    await expect(store.save(await LexicalIndex.empty())).rejects.toMatchObject({ code: 'ARTEMIS_E_STATE_WRITE' });
    expect(disk.fired).toEqual([1]);
    expect((await store.load())?.search('fence', 5)).toHaveLength(1);
  });
});

it('serves although its file cannot be written', async () => {
  await using project = await sampleProject();
  const disk = faultyFileSystem(nodeFileSystem, [{ on: 'mkdir', path: /state/, errno: 'EACCES', times: 1_000 }]);
  await using index = createRagIndex({ ...project, chroma: { url: 'http://127.0.0.1:9' }, ports: { fileSystem: disk.fileSystem } });
  expect((await index.ask('invoice')).hits[0]?.path).toBe('src/invoice.ts');
  expect(disk.fired[0]).toBeGreaterThan(0);
});
