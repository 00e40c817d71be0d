import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import { Journal, journalFileName } from '../../src/journal/journal.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { readBytes } from './read-bytes.ts';

const event = (seq: number, message: string): StampedEvent => ({
  v: 1,
  seq,
  ts: '2026-01-01T00:00:00.000Z',
  runId: 'r',
  type: 'warning.raised',
  message,
});

describe('Journal', () => {
  let directory: string;
  const open = (redact = (json: string): string => json): Promise<Journal> =>
    Journal.open({ directory, fileSystem: nodeFileSystem, redact });
  const path = (): string => join(directory, journalFileName);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'artemis-journal-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('gives back events and memos after it is opened again', async () => {
    const first = await open();
    first.record(event(1, 'hello'));
    await first.remember('model:1', { content: 'answer', runId: 'camelCase stays' });
    await first.close();

    const past: StampedEvent[] = [];
    const second = await Journal.open({ directory, fileSystem: nodeFileSystem, redact: (json) => json, onPast: (told) => past.push(told) });
    expect(past).toEqual([event(1, 'hello')]);
    expect(await second.recall('model:1')).toEqual({ content: 'answer', runId: 'camelCase stays' });
    expect(second.damage).toBeNull();
    await second.close();
  });

  it('has a memo on the disk, with every event before it, when remember resolves', async () => {
    const journal = await open();
    journal.record(event(1, 'before'));
    await journal.remember('key', 1);
    const { records } = readBytes(await readFile(path()));
    expect(records.map(({ entry }) => entry.kind)).toEqual(['event', 'memo']);
    await journal.close();
  });

  it('raises the epoch each time it is opened', async () => {
    for (let round = 0; round < 3; round++) {
      const journal = await open();
      await journal.remember(`round-${round}`, round);
      await journal.close();
    }
    const { records } = readBytes(await readFile(path()));
    expect(records.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  });

  it('K17: is readable by its owner only', async () => {
    await (await open()).close();
    expect((await stat(path())).mode & 0o777).toBe(0o600);
  });

  it('K17: takes secrets out of events, and keeps a memo that holds one out of the file', async () => {
    const journal = await open((json) => json.replaceAll('hunter2', '[redacted]'));
    journal.record(event(1, 'password hunter2'));
    await journal.remember('answer', 'hunter2 it is');
    expect(await journal.recall('answer')).toBe('hunter2 it is');
    await journal.close();
    expect(await readFile(path(), 'utf8')).not.toContain('hunter2');
    expect(readBytes(await readFile(path())).records).toHaveLength(1);
  });

  it('K03: cut at every byte it opens, keeps every whole record and says that the end was torn', async () => {
    const journal = await open();
    for (let seq = 1; seq <= 3; seq++) await journal.remember(`key-${seq}`, `value ${seq} ü`);
    await journal.close();
    const whole = await readFile(path());
    const ends = [...whole.entries()].filter(([, byte]) => byte === 0x0a).map(([index]) => index + 1);
    for (let cut = 0; cut <= whole.length; cut++) {
      const content = readBytes(whole.subarray(0, cut));
      expect(content.records).toHaveLength(ends.filter((end) => end <= cut).length);
      expect(content.damage).toBe(cut === 0 || ends.includes(cut) ? null : 'torn');
    }
  });

  it('K04: every flipped bit is found, and the records before it are used', async () => {
    const journal = await open();
    for (let seq = 1; seq <= 3; seq++) await journal.remember(`key-${seq}`, { text: `value ${seq}` });
    await journal.close();
    const whole = await readFile(path());
    const before = readBytes(whole).records;
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const damaged = Buffer.from(whole);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const { records, damage } = readBytes(damaged);
      expect(damage, `bit ${bit}`).not.toBeNull();
      expect(before.slice(0, records.length)).toEqual(records);
    }
  });

  it('K04: sets a damaged end aside instead of losing it, and goes on after the usable part', async () => {
    const journal = await open();
    await journal.remember('kept', 1);
    await journal.remember('lost', 2);
    await journal.remember('after', 3);
    await journal.close();
    await writeFile(path(), (await readFile(path(), 'utf8')).replace('"key":"lost"', '"key":"l0st"'));

    const damaged = await open();
    expect(damaged.damage).toBe('corrupt');
    expect([damaged.has('kept'), damaged.has('lost'), damaged.has('after')]).toEqual([true, false, false]);
    await damaged.remember('new', 4);
    await damaged.close();

    expect(await readdir(directory)).toContain(`${journalFileName}.corrupt-1`);
    const repaired = await open();
    expect(repaired.damage).toBeNull();
    expect([repaired.has('kept'), repaired.has('new')]).toEqual([true, true]);
    await repaired.close();
  });

  it('K05: opens an empty file as a new journal, and refuses a folder in its place with a coded error', async () => {
    await writeFile(path(), '');
    const journal = await open();
    expect([journal.damage, journal.has('anything')]).toEqual([null, false]);
    await journal.close();
    await rm(path());
    await nodeFileSystem.mkdir(path());
    await expect(open()).rejects.toMatchObject({ code: 'ARTEMIS_E_STATE' });
  });

  it('K09: a full disk is an error of the next memo, and nothing is recorded after it', async () => {
    let full = false;
    const fileSystem = {
      ...nodeFileSystem,
      open: async (...args: Parameters<typeof nodeFileSystem.open>) => {
        const file = await nodeFileSystem.open(...args);
        const append = file.appendFile.bind(file);
        file.appendFile = async (...data: Parameters<typeof append>) => {
          if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
          await append(...data);
        };
        return file;
      },
    };
    const journal = await Journal.open({ directory, fileSystem, redact: (json) => json });
    await journal.remember('one', 1);
    full = true;
    await expect(journal.remember('two', 2)).rejects.toMatchObject({ code: 'ARTEMIS_E_STATE' });
    full = false;
    await expect(journal.remember('three', 3)).rejects.toMatchObject({ code: 'ARTEMIS_E_STATE' });
    await journal.close().catch(() => {});
    expect(readBytes(await readFile(path())).records.map(({ entry }) => entry.kind === 'memo' && entry.key)).toEqual(['one']);
  });
});
