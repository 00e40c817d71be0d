import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../src/errors/describe-failure.ts';
import { ArtemisError } from '../../src/errors/artemis-error.ts';

const throwing = (key: string): Error =>
  Object.defineProperty(new Error('hidden'), key, {
    get: () => {
      throw new Error('no');
    },
  });

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe('describeFailure', () => {
  it.each<[string, unknown, string]>([
    ['an error', new Error('index offline'), 'index offline'],
    ['one of ours', new ArtemisError('ARTEMIS_E_TEST', 'It broke.', { hint: 'Mend it.' }), 'It broke.'],
    ['an error without a message', new TypeError(), 'TypeError'],
    ['a text', 'down', 'down'],
    ['an empty text', '', 'an empty text'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a number', 42, '42'],
    ['a symbol', Symbol('x'), 'a symbol'],
    ['a function', () => {}, 'a function'],
    ['an object with a message', { message: 'quota' }, 'quota'],
    ['any other object', { status: 500 }, '{"status":500}'],
    ['an abort', new DOMException('This was stopped', 'AbortError'), 'This was stopped'],
  ])('says what %s says', (_, failure, text) => {
    expect(describeFailure(failure)).toBe(text);
  });

  it('adds the code of a system error that does not say it', () => {
    expect(describeFailure(Object.assign(new Error('connect failed'), { code: 'ECONNREFUSED' }))).toBe('connect failed (ECONNREFUSED)');
    expect(describeFailure(Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT' }))).toBe('ENOENT: no such file');
  });

  it('follows causes, says nothing twice, and stops at the fourth', () => {
    const chain = ['a', 'b', 'c', 'd', 'e'].reduceRight<Error | undefined>(
      (cause, text) => new Error(`level ${text}`, { cause }),
      undefined,
    );
    expect(describeFailure(chain)).toBe('level a: level b: level c: level d');
    expect(describeFailure(new Error('fetch failed', { cause: new Error('failed') }))).toBe('fetch failed');
  });

  it('ends on a chain of causes that bites its tail', () => {
    const error = new Error('snake');
    error.cause = new Error('tail', { cause: error });
    expect(describeFailure(error)).toBe('snake: tail');
  });

  it('puts a colon in the place of a full stop before a cause', () => {
    expect(describeFailure(new Error('It cannot be read.', { cause: new Error('It is gone.') }))).toBe('It cannot be read: It is gone.');
  });

  it('is one line, without control characters, of at most 300 characters', () => {
    expect(describeFailure(new Error('one\ntwo\u001b[31m\u202e three\u0000'))).toBe('one two [31m three');
    expect(describeFailure('x'.repeat(1_000_000))).toHaveLength(300);
    expect(describeFailure(`${'x'.repeat(298)}😀😀`).isWellFormed()).toBe(true);
  });

  it('says something of an error whose message shows nothing', () => {
    expect(describeFailure(new Error('\u0000\u200b'))).not.toBe('');
  });

  it.each([
    ['message', throwing('message')],
    ['name', Object.assign(throwing('name'), { message: '' })],
    ['code', throwing('code')],
    ['cause', throwing('cause')],
    ['everything', revoked()],
    [
      'toJSON',
      {
        toJSON: () => {
          throw new Error('no');
        },
      },
    ],
    [
      'itself',
      (() => {
        const loop: { self?: unknown } = {};
        loop.self = loop;
        return loop;
      })(),
    ],
  ])('survives a failure that throws on %s', (_, failure) => {
    expect(describeFailure(failure)).not.toBe('');
  });

  it('makes some line of anything', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true }), (failure) => {
        const text = describeFailure(failure);
        expect(text.length).toBeLessThanOrEqual(300);
        expect(text).not.toMatch(/[\n\r]/);
      }),
    );
  });
});
