import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { nodeFileSystem, silentLogger, systemClock, type FileSystem, type Logger } from '@artemis/core';
import { faultyFileSystem, seededRandom } from '@artemis/core/testing';
import { describe, expect, it } from 'vitest';
import { runChange } from '../../src/facts/run-record.ts';
import { digested } from '../../src/facts/slice-of.ts';
import { LocalGraph, type LocalGraphOptions } from '../../src/keep/local-graph.ts';
import type { GraphChange } from '../../src/model/graph-change.ts';
import { noChange } from '../../src/model/graph-change.ts';
import { BusyClock } from '../busy-clock.ts';
import { file, symbol } from '../query/graphs.ts';
import { temporaryFolder } from '../sample-project.ts';

const putFile = (path: string, ...names: string[]): GraphChange => {
  const symbols = names.map((name) => symbol(path, name));
  const edges = symbols.map(({ id }) => ({ from: `file:${path}`, to: id, kind: 'contains', weight: 1 }) as const);
  return { ...noChange, put: [digested({ path, source: '', nodes: [file(path), ...symbols], edges })] };
};
const run = (name: string, ...changedFiles: string[]): GraphChange => runChange({ runId: name, task: name, changedFiles });

const open = (dir: string, more: Partial<LocalGraphOptions> = {}): Promise<LocalGraph> =>
  LocalGraph.open({
    folder: dir,
    writable: true,
    fileSystem: nodeFileSystem,
    random: seededRandom(1),
    clock: systemClock,
    logger: silentLogger,
    ...more,
  });

/** A logger that keeps what it was told. */
function remembering(): Logger & { readonly warnings: string[] } {
  const warnings: string[] = [];
  return { ...silentLogger, warnings, warn: (_, message) => void warnings.push(message) };
}

/** A disk that writes a few bytes at a time, and whose process is killed at the nth call: lines are torn in the middle. */
const dyingDisk = (nth: number): FileSystem =>
  faultyFileSystem(nodeFileSystem, [
    { on: 'handle.write', shortBytes: 100, times: 1_000 },
    { on: 'any', nth, crash: true },
  ]).fileSystem;

describe('LocalGraph', () => {
  it('is after a restart what it was before, without a farewell', async () => {
    await using folder = await temporaryFolder();
    const first = await open(folder.dir);
    await first.write(putFile('a.ts', 'one', 'two'));
    await first.write(run('r1', 'a.ts'));
    await first.write(putFile('a.ts', 'two'));

    const second = await open(folder.dir);

    expect(second.store.document()).toEqual(first.store.document());
    expect(second).toMatchObject({ writer: first.writer, number: 3, mustCompare: true });
    expect(second.store.digestsNow).toEqual(first.store.digestsNow);
  });

  it('is after a restart what it was before, also when it changed while its snapshot was written', async () => {
    await using folder = await temporaryFolder();
    // With this clock the snapshot lets others in after every file.
    const first = await open(folder.dir, { clock: new BusyClock(10) });
    const calling = (path: string, name: string, of: string): GraphChange => {
      const { put } = putFile(path, name);
      const edge = { from: `file:${path}`, to: `symbol:${of}#${name}`, kind: 'calls', weight: 1 } as const;
      return { ...noChange, put: put.map((slice) => digested({ ...slice, edges: [...slice.edges, edge] })) };
    };
    const paths = Array.from({ length: 40 }, (_, at) => `f${at}.ts`);
    for (const path of paths) await first.write(putFile(path, 'one', 'two'));
    let isWritten = false;
    let meanwhile = 0;
    const flushed = first.flush().then(() => (isWritten = true));
    for (const [at, path] of paths.entries()) {
      await setImmediate();
      if (!isWritten) meanwhile += 1;
      void first.write(at % 7 === 6 ? { ...noChange, drop: [path] } : calling(path, at % 2 === 0 ? 'two' : 'three', paths[39 - at] ?? ''));
    }
    await flushed;
    await first.settled();

    const second = await open(folder.dir);

    expect(meanwhile).toBeGreaterThan(10);
    expect(second.number).toBe(80);
    expect(second.store.document()).toEqual(first.store.document());
    expect(second.store.digestsNow).toEqual(first.store.digestsNow);
  });

  it('still knows after a restart what Neo4j was told and what not', async () => {
    await using folder = await temporaryFolder();
    const first = await open(folder.dir);
    await first.write(putFile('a.ts', 'one'));
    first.acknowledge(1, 'compared');
    await first.settled();
    await first.write(run('r1', 'a.ts'));
    first.acknowledge(2, 'told');
    await first.settled();
    await first.write(run('r2', 'a.ts'));

    const second = await open(folder.dir);

    expect(second).toMatchObject({ applied: 2, mustCompare: false, waiting: 1 });
    expect(second.next(10).map(({ number }) => number)).toEqual([3]);
  });

  it('shows a write whole or not at all, wherever the process was killed', async () => {
    const whole = ['file:a.ts', 'symbol:a.ts#one'];
    const seen = new Set<number>();
    for (let nth = 1; nth < 60; nth++) {
      await using folder = await temporaryFolder();
      const dying = await open(folder.dir, { fileSystem: dyingDisk(nth) });
      await dying.write(putFile('a.ts', 'one'));
      const names = (await open(folder.dir)).store.document().nodes.map(({ id }) => id);
      expect([[], whole]).toContainEqual(names);
      seen.add(names.length);
    }
    expect(seen).toEqual(new Set([0, whole.length]));
  });

  it('goes on in memory when the disk is full, says so once, and is whole on disk when there is room again', async () => {
    await using folder = await temporaryFolder();
    const logger = remembering();
    const disk = faultyFileSystem(nodeFileSystem, [
      { on: 'handle.datasync', errno: 'ENOSPC', times: 1 },
      { on: 'handle.write', nth: 4, errno: 'ENOSPC', times: 2 },
    ]);
    const first = await open(folder.dir, { logger, fileSystem: disk.fileSystem });
    for (const name of ['r1', 'r2', 'r3', 'r4']) await first.write(run(name));

    const second = await open(folder.dir);

    expect(disk.fired[0]).toBe(1);
    expect(logger.warnings.length).toBeGreaterThan(0);
    expect(second.store.document().nodes.map(({ id }) => id)).toEqual(['run:r1', 'run:r2', 'run:r3', 'run:r4']);
  });

  it.for(['graph.jsonl', 'journal.jsonl'])('starts anew and has Neo4j compared when %s is damaged', async (name) => {
    await using folder = await temporaryFolder();
    const first = await open(folder.dir);
    await first.write(putFile('a.ts', 'one'));
    first.acknowledge(1, 'compared');
    await first.settled();
    const text = await readFile(join(folder.dir, name), 'utf8');
    await writeFile(join(folder.dir, name), `${text.slice(0, 30)}X${text.slice(31)}`);
    const logger = remembering();

    const second = await open(folder.dir, { logger, random: seededRandom(2) });

    expect(second.mustCompare).toBe(true);
    expect(second.writer).not.toBe(first.writer);
    expect(logger.warnings).toHaveLength(1);
  });

  it('lets waiting writes go and has both graphs compared when there are too many', async () => {
    await using folder = await temporaryFolder();
    const limits = { maxChanges: 3, maxRows: 1_000 };
    const first = await open(folder.dir, { outbox: limits });
    await first.write(putFile('a.ts'));
    first.acknowledge(1, 'compared');
    for (const name of ['r1', 'r2', 'r3', 'r4']) await first.write(run(name, 'a.ts'));

    const second = await open(folder.dir, { outbox: limits });

    expect(first).toMatchObject({ mustCompare: true, waiting: 1 });
    expect(second).toMatchObject({ mustCompare: true, applied: 1 });
    expect(second.store.document()).toEqual(first.store.document());
  });

  it('only reads a folder that another process writes', async () => {
    await using folder = await temporaryFolder();
    const owner = await open(folder.dir);
    await owner.write(putFile('a.ts', 'one'));
    const reader = await open(folder.dir, { writable: false, random: seededRandom(3) });
    await reader.write(run('theirs', 'a.ts'));

    const again = await open(folder.dir);

    expect(reader.store.document().nodes).toHaveLength(3);
    expect(again.store.document()).toEqual(owner.store.document());
  });
});
