import { FakeClock } from '@artemis/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseEnvironment } from '../../src/connect/base-environment.ts';
import { cappedFetch } from '../../src/connect/capped-fetch.ts';
import { failureOf } from '../../src/connect/failure-of.ts';
import { LineSplitter } from '../../src/connect/line-splitter.ts';
import { MessageBudget } from '../../src/connect/message-budget.ts';

describe('LineSplitter', () => {
  it('gives the same lines however a text is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }).filter((line) => !/[\n\r]/.test(line))),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (lines, sizes) => {
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const splitter = new LineSplitter(10_000);
          const found: string[] = [];
          for (let from = 0; from < bytes.length;) {
            const size = Number(sizes.next().value);
            found.push(...(splitter.push(bytes.subarray(from, from + size)) ?? ['too long']));
            from += size;
          }
          expect(found).toEqual(lines);
        },
      ),
    );
  });

  it('J04: stops at a line that is too long, with or without an end', () => {
    expect(new LineSplitter(4).push(Buffer.from('1234\n'))).toEqual(['1234']);
    expect(new LineSplitter(4).push(Buffer.from('12345\n'))).toBeNull();
    const endless = new LineSplitter(4);
    expect(endless.push(Buffer.from('123'))).toEqual([]);
    expect(endless.push(Buffer.from('45'))).toBeNull();
  });
});

describe('MessageBudget', () => {
  it('is new every ten seconds', () => {
    const clock = new FakeClock();
    const budget = new MessageBudget(clock);
    expect(budget.spend(2_000, 0)).toBe(true);
    expect(budget.spend(1, 0)).toBe(false);
    clock.advance(10_000);
    expect(budget.spend(1, 64 * 1024 ** 2)).toBe(true);
    expect(budget.spend(1, 1)).toBe(false);
  });
});

describe('cappedFetch', () => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/call' });
  const streamOf = (...chunks: readonly string[]) =>
    new Response(new Blob([...chunks]).stream(), { headers: { 'content-type': 'text/event-stream' } });
  const read = async (response: Response): Promise<string> =>
    (await cappedFetch(async () => response, new FakeClock())('http://a', { method: 'POST', body })).text();

  it('leaves small answers as they are', async () => {
    expect(await read(new Response('{}', { status: 200 }))).toBe('{}');
    expect(await read(new Response(null, { status: 202 }))).toBe('');
  });

  it('breaks off an answer that is too large', async () => {
    await expect(read(new Response('x'.repeat(11 * 1024 ** 2)))).rejects.toThrow('larger than');
  });

  it('hands on a stream with its answer as it is, however it is cut', async () => {
    const text = 'event: message\ndata: {"jsonrpc":"2.0","id": 7,"result":{}}\n\n';
    for (let at = 0; at < text.length; at += 5) expect(await read(streamOf(text.slice(0, at), text.slice(at)))).toBe(text);
  });

  it('ends a stream without an answer with one that says why', async () => {
    expect(await read(streamOf(': nothing\n\n', 'data: {"id":71}\n\n'))).toContain('"id":7,"error":{"code":-32603');
    expect(await read(streamOf('x'.repeat(11 * 1024 ** 2)))).toContain('floods');
  });
});

describe('failureOf', () => {
  it.each([
    [Object.assign(new Error('no'), { code: -32_602 }), 'refused'],
    [Object.assign(new Error('no'), { code: -32_603 }), 'failed'],
    [Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' }), 'lost'],
    [new TypeError('fetch failed'), 'lost'],
    [Object.assign(new Error('no'), { status: 404 }), 'expired'],
    [Object.assign(new Error('no'), { status: 500 }), 'failed'],
    ['odd', 'failed'],
  ])('calls %s %s', (error, kind) => {
    expect(failureOf(error).kind).toBe(kind);
  });
});

describe('baseEnvironment', () => {
  it('S25: hands on no key and no token', () => {
    const environment = { PATH: '/bin', OPENAI_API_KEY: 'k', GITHUB_TOKEN: 't', NODE_OPTIONS: '--inspect', LD_PRELOAD: 'x' };
    expect(baseEnvironment(environment)).toEqual({ PATH: '/bin' });
  });
});
