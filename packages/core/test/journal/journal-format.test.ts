import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import { Journal, journalFileName } from '../../src/journal/journal.ts';
import { RunStore } from '../../src/journal/run-store.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { ofFormat } from './of-format.ts';

let root: string;
let directory: string;

const open = (onPast: (event: StampedEvent) => void = () => {}): Promise<Journal> =>
  Journal.open({ directory, fileSystem: nodeFileSystem, redact: (json) => json, onPast });
const path = (): string => join(directory, journalFileName);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'artemis-format-'));
  directory = join(root, 'abcdef');
  await nodeFileSystem.mkdir(directory);
});
afterEach(() => rm(root, { recursive: true }));

describe('a journal that another version of Artemis has written', () => {
  // Every format that was ever released has its file here, and none of them is ever changed.
  it.each(['format-1.jsonl'])('K10: %s is read as it was written, and only added to', async (name) => {
    await cp(join(import.meta.dirname, 'fixtures', name), path());
    const before = await readFile(path());
    const past: StampedEvent[] = [];
    const journal = await open((event) => past.push(event));
    const gate = await journal.recall('gate:fixture');
    const task = await journal.recall('task');
    await journal.remember('new', 'line');
    await journal.close();

    expect(journal.damage).toBeNull();
    expect(past.map(({ type }) => type)).toEqual(['run.started', 'stage.started', 'model.requested', 'model.answered', 'file.changed']);
    expect(past.at(-1)).toMatchObject({ runId: 'abcdef', seq: 5, file: { path: 'src/add.js', addedLines: 1 } });
    expect(task).toEqual({ text: 'add two numbers', projectDir: '/project' });
    expect(gate).toMatchObject({ status: 'failed', evidence: { kind: 'none' } });
    expect((await readFile(path())).subarray(0, before.length)).toEqual(before);
  });

  it('K11: one of a newer version is refused with what to do, and nothing of it is touched', async () => {
    const journal = await open();
    await journal.remember('task', { text: 'x', projectDir: '/project' });
    await journal.close();
    await writeFile(path(), ofFormat(2, 2), { flag: 'a' });
    const before = await readFile(path());

    const refused = { code: 'ARTEMIS_E_STATE', facts: { format: 2, known: 1 } };
    await expect(open()).rejects.toMatchObject(refused);
    const runs = new RunStore({ root, fileSystem: nodeFileSystem, random: seededRandom(1) });
    await expect(runs.read('abcdef')).rejects.toMatchObject(refused);
    expect(await runs.list()).toMatchObject([{ runId: 'abcdef', task: null, problem: expect.stringContaining('format 2') as string }]);
    expect([await readFile(path()), await readdir(directory)]).toEqual([before, [journalFileName]]);
  });
});
