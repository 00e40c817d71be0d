import { nodeFileSystem } from '@artemis/core';
import { FakeClock } from '@artemis/core/testing';
import { describe, expect, it } from 'vitest';
import { indexProject, type ParsedSource, type SourceParsers } from '../src/index.ts';
import { temporaryProject } from './temporary-project.ts';

const files = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`f${String(at).padStart(3, '0')}.ts`, 'const a = 1;\n']));
const nothing: ParsedSource = { symbols: [], imports: [], references: [] };
const parsersThat = (parse: SourceParsers['parse']): SourceParsers => ({ width: 1, parse, close: async () => {} });

describe('the deadline', () => {
  it('gives what is known when time has run out, and says that it is not all', async () => {
    const project = temporaryProject(files);
    const clock = new FakeClock();
    const parsers = parsersThat(async () => {
      clock.advance(100);
      return nothing;
    });

    const index = await indexProject({ projectDir: project.dir, parsers, clock, limits: { maxMs: 5_000 } });

    expect(index.complete).toBe(false);
    expect(index.files.length).toBeGreaterThan(0);
    expect(index.files.length).toBeLessThan(200);
    expect(index.skipped).toEqual([]);
  });

  it('blames no file that was cut off by it', async () => {
    const project = temporaryProject({ 'a.ts': 'const a = 1;\n' });
    const clock = new FakeClock();
    const asked: number[] = [];
    const parsers = parsersThat(async ({ maxMs }) => {
      asked.push(maxMs);
      clock.advance(maxMs);
      return null;
    });

    const index = await indexProject({ projectDir: project.dir, parsers, clock, limits: { maxMs: 500 } });

    expect(asked).toEqual([500]);
    expect(index).toMatchObject({ complete: false, files: [], skipped: [] });
  });

  it('does not wait for parsers that never answer', async () => {
    const project = temporaryProject(files);
    const clock = new FakeClock();
    const { promise, resolve } = Promise.withResolvers<void>();
    const parsers = parsersThat((_, signal) => {
      resolve();
      return new Promise((__, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    });
    const indexing = indexProject({ projectDir: project.dir, parsers, clock, limits: { maxMs: 500 } });
    await promise;
    clock.advance(500);

    expect(await indexing).toMatchObject({ complete: false, files: [], skipped: [] });
    expect(clock.pendingTimers).toBe(0);
  });

  it('ends a walk that takes too long', async () => {
    const project = temporaryProject({ 'a/b/c.ts': '', 'd.ts': '' });
    const clock = new FakeClock();
    const opendir: typeof nodeFileSystem.opendir = (path) => {
      clock.advance(1_000);
      return nodeFileSystem.opendir(path);
    };

    const index = await indexProject({
      projectDir: project.dir,
      clock,
      fileSystem: { ...nodeFileSystem, opendir },
      limits: { maxMs: 1_500 },
    });

    expect(index).toMatchObject({ complete: false, files: [] });
  });

  it('keeps in the cache what a partial run did not get to', async () => {
    const project = temporaryProject(files);
    const cache = temporaryProject();
    const options = { projectDir: project.dir, cacheFolder: cache.dir };
    const whole = await indexProject({ ...options, parsers: parsersThat(async () => nothing) });
    await indexProject({ ...options, clock: new FakeClock(), limits: { maxMs: 0 } });

    const again = await indexProject({ ...options, parsers: parsersThat(() => Promise.reject(new Error('nothing is parsed again'))) });

    expect(again.files).toEqual(whole.files);
  });
});

describe('an abort', () => {
  it('rejects with its reason, before and while files are read', async () => {
    const project = temporaryProject(files);
    const reason = new Error('the run was cancelled');
    await expect(indexProject({ projectDir: project.dir, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);

    const controller = new AbortController();
    let parsed = 0;
    const parsers = parsersThat(async () => {
      if (++parsed === 10) controller.abort(reason);
      return nothing;
    });
    await expect(indexProject({ projectDir: project.dir, signal: controller.signal, parsers })).rejects.toBe(reason);
    expect(parsed).toBeLessThan(100);
  });
});
