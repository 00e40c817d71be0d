import { systemClock } from '@artemis/core';
import { FakeClock } from '@artemis/core/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { openParsers, type ParseRequest } from '../../src/index.ts';
import { nothingPacked } from '../../src/packed/packed-source.ts';
import { ParserPool } from '../../src/parse/parser-pool.ts';
import type { ParseAnswer, ParseQuestion } from '../../src/parse/parse-messages.ts';
import { startParserThread, type ParserThread, type StartThread, type ThreadListener } from '../../src/parse/parser-thread.ts';

const request = (text: string, maxMs = 1_000): ParseRequest => ({ language: 'typescript', text, maxMs });
const parsed = { symbols: [], imports: [], references: [] };

/** A thread of the test's own: it does nothing by itself. */
class ScriptedThread implements ParserThread {
  readonly questions: ParseQuestion[] = [];
  ended = false;
  kept = false;
  readonly #listener: ThreadListener;

  constructor(listener: ThreadListener) {
    this.#listener = listener;
  }

  ask(question: ParseQuestion): void {
    this.questions.push(question);
  }

  async end(): Promise<void> {
    this.die(null);
  }

  keepAlive(needed: boolean): void {
    this.kept = needed;
  }

  /** Answers the oldest question. */
  answer(more: Partial<ParseAnswer> = {}): void {
    const question = this.questions.shift();
    if (question) this.#listener.onAnswer(this, { id: question.id, parsed: nothingPacked, retires: false, ...more });
  }

  start(): void {
    this.#listener.onReady(this);
  }

  die(error: unknown): void {
    if (this.ended) return;
    this.ended = true;
    this.#listener.onEnd(this, error);
  }
}

function scriptedPool(threads = 1) {
  const clock = new FakeClock();
  const started: ScriptedThread[] = [];
  const startThread: StartThread = (listener) => {
    const thread = new ScriptedThread(listener);
    started.push(thread);
    return thread;
  };
  return { pool: new ParserPool({ threads, clock, startThread }), clock, started };
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((each) => each.close()))));

describe('a pool of parsers', () => {
  it('starts no thread before there is a text, and no more than it may', () => {
    const { pool, started } = scriptedPool(2);
    expect(started).toHaveLength(0);
    for (const text of 'abcdef') void pool.parse(request(text));
    expect(started).toHaveLength(2);
    expect(started.map(({ questions }) => questions.map(({ text }) => text).join(''))).toEqual(['ac', 'bd']);
  });

  it('keeps the process alive only while it works', async () => {
    const { pool, started } = scriptedPool();
    const first = pool.parse(request('a'));
    expect(started[0]?.kept).toBe(true);
    started[0]?.answer();
    await first;
    expect(started[0]?.kept).toBe(false);
  });

  it('tries a text again whose thread died, and then gives it up alone', async () => {
    const { pool, started } = scriptedPool();
    const bad = pool.parse(request('bad'));
    const good = pool.parse(request('good'));
    started[0]?.answer();
    await bad;
    const worse = pool.parse(request('worse'));
    started[0]?.answer();
    await good;

    started[0]?.die(new Error('crashed'));
    const next = pool.parse(request('next'));
    expect(started[1]?.questions.map(({ text }) => text)).toEqual(['worse', 'next']);
    started[1]?.die(new Error('crashed'));

    expect(await worse).toBeNull();
    expect(started[2]?.questions.map(({ text }) => text)).toEqual(['next']);
    started[2]?.answer();
    expect(await next).toEqual(parsed);
  });

  it('ends a thread that does not answer in time, and does not try that text again', async () => {
    const { pool, started, clock } = scriptedPool();
    const slow = pool.parse(request('slow', 2_000));
    const other = pool.parse(request('other'));

    clock.advance(6_999);
    expect(started[0]?.ended).toBe(false);
    clock.advance(1);

    expect(started[0]?.ended).toBe(true);
    expect(await slow).toBeNull();
    started[1]?.answer();
    expect(await other).toEqual(parsed);
  });

  it('replaces a thread that has grown large, and loses no text', async () => {
    const { pool, started } = scriptedPool();
    const first = pool.parse(request('a'));
    const second = pool.parse(request('b'));

    started[0]?.answer({ retires: true });

    expect(await first).toEqual(parsed);
    expect(started[0]?.ended).toBe(true);
    expect(started[1]?.questions.map(({ text }) => text)).toEqual(['b']);
    started[1]?.answer();
    expect(await second).toEqual(parsed);
  });

  it('says that parsing is broken when threads die before they ever run', async () => {
    const { pool, started } = scriptedPool();
    const texts = ['a', 'b', 'c'].map((text) => pool.parse(request(text)));
    const cause = new Error('cannot find package');
    for (const at of [0, 1, 2]) started[at]?.die(cause);

    expect(await texts[0]).toBeNull();
    for (const text of texts.slice(1)) await expect(text).rejects.toMatchObject({ code: 'ARTEMIS_E_INDEX_PARSER', cause });
    expect(started).toHaveLength(3);
  });

  it('goes on after many texts in a row that kill their threads', async () => {
    const { pool, started } = scriptedPool();
    const texts = Array.from({ length: 10 }, (_, at) => pool.parse(request(`bad ${at}`)));
    for (let at = 0; at < 20; at++) {
      started[at]?.start();
      started[at]?.die(new Error('crashed'));
    }
    expect(await Promise.all(texts)).toEqual(texts.map(() => null));
  });

  it('says that parsing is broken when a grammar cannot be loaded', async () => {
    const { pool, started } = scriptedPool();
    const first = pool.parse(request('a'));
    started[0]?.answer({ parsed: null, broken: 'no such file' });
    await expect(first).rejects.toMatchObject({ code: 'ARTEMIS_E_INDEX_PARSER', facts: { reason: 'no such file' } });
  });

  it('lets go of a text whose caller aborts', async () => {
    const { pool, started } = scriptedPool();
    const controller = new AbortController();
    const aborted = pool.parse(request('a'), controller.signal);
    const other = pool.parse(request('b'));
    controller.abort(new Error('cancelled'));

    await expect(aborted).rejects.toThrow('cancelled');
    await expect(pool.parse(request('c'), controller.signal)).rejects.toThrow('cancelled');
    started[0]?.answer();
    started[0]?.answer();
    expect(await other).toEqual(parsed);
  });

  it('gives nothing after it was closed, and closes twice', async () => {
    const { pool, started } = scriptedPool();
    const texts = ['a', 'b', 'c'].map((text) => pool.parse(request(text)));
    await pool.close();
    await pool.close();
    expect(await Promise.all(texts)).toEqual([null, null, null]);
    expect(await pool.parse(request('d'))).toBeNull();
    expect(started).toHaveLength(1);
  });
});

describe('a real thread', () => {
  it('that is ended in the middle costs nothing but a new start', async () => {
    const threads: ParserThread[] = [];
    const pool = new ParserPool({
      threads: 1,
      clock: systemClock,
      startThread: (listener) => {
        const thread = startParserThread(listener);
        threads.push(thread);
        return thread;
      },
    });
    open.push(pool);
    const texts = ['a', 'b', 'c', 'd'].map((name) => pool.parse(request(`export const ${name} = 1;\n`, 20_000)));
    void threads[0]?.end();

    const found = await Promise.all(texts);

    expect(threads.length).toBeGreaterThan(1);
    expect(found.map((each) => each?.symbols[0]?.name)).toEqual(['a', 'b', 'c', 'd']);
  });

  const deep = (unit: string, times: number, end = ''): string => unit.repeat(times) + end;
  it.each([
    ['brackets', deep('[', 200_000)],
    ['calls', deep('a(', 100_000)],
    ['closed brackets', deep('(', 50_000, ')'.repeat(50_000))],
    ['templates', deep('`${', 50_000)],
    ['one comment', `/*${'*'.repeat(900_000)}`],
    ['comments of blanks', `//${' '.repeat(1_500)}x\nconst a = 1;\n`.repeat(500)],
    ['exports', deep('export const a = 1;\n', 40_000)],
    ['nested classes', deep('class A { m() { ', 20_000)],
    ['noise', deep('\u0001}{)(;`"\'\\', 80_000)],
    ['imports', deep("import { a } from 'b';\n", 40_000)],
  ])('S37: is done with a megabyte of %s, and works on', async (_, text) => {
    const parsers = openParsers(1);
    open.push(parsers);
    await parsers.parse(request(text, 2_000));
    const after = await parsers.parse(request('export const after = 1;\n', 10_000));
    expect(after?.symbols[0]?.name).toBe('after');
  });
});
