import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LlmAnswer } from '../../src/capability/llm.ts';
import { Redactor } from '../../src/errors/redact.ts';
import { AnswerCache, type AnswerCacheOptions } from '../../src/llm/answer/answer-cache.ts';
import { decodeAnswer, encodeAnswer } from '../../src/llm/answer/stored-answer.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { faultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import { replaceFile } from '../../src/workspace/disk/atomic-file.ts';

const answer = (content: string): LlmAnswer => ({
  content,
  toolCalls: [{ id: 'c1', name: 'write', arguments: '{"path":"a"}' }],
  finishReason: 'tool-calls',
  usage: { inputTokens: 3, outputTokens: 4 },
  model: 'm',
});

let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'artemis-cache-')), 'answers');
});
afterEach(() => rm(join(directory, '..'), { recursive: true }));

function cacheWith(options: Partial<AnswerCacheOptions> = {}, fileSystem = nodeFileSystem): AnswerCache {
  const redactor = new Redactor(['the-key-itself']);
  return new AnswerCache(
    { directory, use: 'always', ...options },
    { fileSystem, replaceFile: (path, text) => replaceFile(path, text, { fileSystem }), redact: (json) => redactor.redactJson(json) },
  );
}

const files = async (): Promise<readonly string[]> => (await readdir(directory)).toSorted();

describe('an answer that is kept', () => {
  it('is found again by its question and its model, in another process too', async () => {
    await cacheWith().keep('q', 'openai/m', answer('kept'));
    await expect(cacheWith().find('q', 'openai/m')).resolves.toEqual(answer('kept'));
  });

  it.each([
    ['another question', 'other', 'openai/m'],
    ['another model', 'q', 'openai/n'],
  ])('is not found by %s', async (_what, question, model) => {
    await cacheWith().keep('q', 'openai/m', answer('kept'));
    await expect(cacheWith().find(question, model)).resolves.toBeUndefined();
  });

  it('is readable for its owner alone', async () => {
    await cacheWith().keep('q', 'm', answer('kept'));
    const [name = ''] = await files();
    expect((await stat(directory)).mode & 0o077).toBe(0);
    expect((await stat(join(directory, name))).mode & 0o077).toBe(0);
  });
});

describe('an answer that is not kept', () => {
  it.each([
    ['a key of the configuration', 'use the-key-itself here'],
    ['what looks like a secret', 'token ghp_0123456789abcdefghijklmnopqrstuvwxyz'],
  ])('holds %s', async (_what, content) => {
    const cache = cacheWith();
    await cache.keep('q', 'm', answer(content));
    await expect(cache.find('q', 'm')).resolves.toBeUndefined();
  });

  it('is larger than all may be together', async () => {
    const cache = cacheWith({ maxBytes: 1_000 });
    await cache.keep('q', 'm', answer('x'.repeat(2_000)));
    await expect(cache.find('q', 'm')).resolves.toBeUndefined();
  });
});

describe('the size of the cache', () => {
  it('stays within its limit, and the oldest answers go first', async () => {
    const cache = cacheWith({ maxBytes: 3_000 });
    for (let number = 0; number < 12; number++) await cache.keep(`q${number}`, 'm', answer('x'.repeat(600)));
    const sizes = await Promise.all((await files()).map(async (name) => (await stat(join(directory, name))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(3_000);
    await expect(cache.find('q0', 'm')).resolves.toBeUndefined();
    await expect(cache.find('q11', 'm')).resolves.toBeDefined();
  });

  it('counts what an earlier process has left', async () => {
    await cacheWith({ maxBytes: 3_000 }).keep('old', 'm', answer('x'.repeat(2_000)));
    const [old = ''] = await files();
    await utimes(join(directory, old), 1, 1);
    const cache = cacheWith({ maxBytes: 3_000 });
    await cache.keep('new', 'm', answer('y'.repeat(2_000)));
    await expect(cache.find('old', 'm')).resolves.toBeUndefined();
    await expect(cache.find('new', 'm')).resolves.toBeDefined();
  });
});

describe('a damaged cache', () => {
  it('is a miss for every file that is not as it was written', async () => {
    const text = encodeAnswer(answer('kept'));
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.integer({ min: 32, max: 126 }), async (at, code) => {
        const damaged = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
        fc.pre(damaged !== text);
        expect(decodeAnswer(damaged)).toBeUndefined();
        expect(decodeAnswer(text.slice(0, at))).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it.each(['', 'not json', '[]', 'null', '{"version":1}', '{"version":2,"answer":{}}'])(
    'is a miss for a file that holds %j',
    async (text) => {
      const cache = cacheWith();
      await cache.keep('q', 'm', answer('kept'));
      const [name = ''] = await files();
      await writeFile(join(directory, name), text);
      await expect(cache.find('q', 'm')).resolves.toBeUndefined();
    },
  );

  it('is written anew by the next answer', async () => {
    const cache = cacheWith();
    await cache.keep('q', 'm', answer('kept'));
    const [name = ''] = await files();
    await writeFile(join(directory, name), 'broken');
    await cache.keep('q', 'm', answer('again'));
    await expect(cache.find('q', 'm')).resolves.toEqual(answer('again'));
  });

  it('F01: a full disk costs the answer kept, never the run, and leaves no file that can be read', async () => {
    const { fileSystem, fired } = faultyFileSystem(nodeFileSystem, [
      { on: 'handle.write', errno: 'ENOSPC' },
      { on: 'handle.writeFile', errno: 'ENOSPC' },
    ]);
    const cache = cacheWith({}, fileSystem);
    await cache.keep('q', 'm', answer('lost'));
    expect(Math.max(...fired)).toBe(1);
    await expect(cache.find('q', 'm')).resolves.toBeUndefined();
    await cache.keep('q', 'm', answer('kept'));
    await expect(cache.find('q', 'm')).resolves.toEqual(answer('kept'));
  });

  it('is no error when its folder is a file', async () => {
    await writeFile(directory, 'in the way');
    const cache = cacheWith();
    await cache.keep('q', 'm', answer('lost'));
    await expect(cache.find('q', 'm')).resolves.toBeUndefined();
    expect(await readFile(directory, 'utf8')).toBe('in the way');
  });
});
