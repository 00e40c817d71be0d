import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from '../../src/errors/redact.ts';

const redactor = new Redactor(['hunter2hunter2']);

describe('redactValue', () => {
  it('O07: marks a circle instead of following it', () => {
    const circle: Record<string, unknown> = { name: 'a' };
    circle['self'] = circle;
    expect(redactor.redactValue(circle)).toEqual({ name: 'a', self: '[circular]' });
  });

  it('keeps a value that is used twice without a circle', () => {
    const shared = { a: 1 };
    expect(redactor.redactValue([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
  });

  it('O07: writes what JSON cannot', () => {
    const value = {
      big: 10n,
      nan: NaN,
      call: () => 1,
      sign: Symbol('s'),
      set: new Set([1]),
      map: new Map([['k', 1]]),
      bytes: Buffer.alloc(3),
      nothing: undefined,
    };
    expect(redactor.redactValue(value)).toEqual({
      big: '10n',
      nan: 'NaN',
      call: '[function]',
      sign: '[symbol]',
      set: [1],
      map: [['k', 1]],
      bytes: '[3 bytes]',
    });
  });

  it('O07: marks a member whose getter throws and keeps the others', () => {
    const value = {
      good: 1,
      get bad(): never {
        throw new TypeError('no');
      },
    };
    expect(redactor.redactValue(value)).toEqual({ good: 1, bad: '[unreadable]' });
  });

  it('O07: marks a revoked proxy', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(redactor.redactValue({ proxy })).toEqual({ proxy: '[unreadable]' });
  });

  it('O07: ends on an object without end', () => {
    const endless: unknown = new Proxy(
      {},
      {
        ownKeys: () => ['a', 'b'],
        get: (_, key) => (key === 'toJSON' ? undefined : endless),
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }),
      },
    );
    expect(JSON.stringify(redactor.redactValue(endless))).toContain('[circular]');
    const fresh = (): unknown =>
      new Proxy(
        {},
        {
          ownKeys: () => ['a', 'b'],
          get: (_, key) => (key === 'toJSON' ? undefined : fresh()),
          getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }),
        },
      );
    expect(JSON.stringify(redactor.redactValue(fresh())).length).toBeLessThan(5e6);
  });

  it('O07: cuts at a depth', () => {
    let deep: unknown = 'end';
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    expect(JSON.stringify(redactor.redactValue(deep))).toContain('[too deep]');
  });

  it('O05: cleans messages, causes and stacks of errors', () => {
    const error = new Error('key hunter2hunter2 refused', { cause: { header: 'hunter2hunter2' } });
    const copy = redactor.redactValue(Object.assign(error, { code: 'E' }));
    expect(copy).toMatchObject({ name: 'Error', message: 'key [redacted] refused', code: 'E', cause: { header: '[redacted]' } });
    expect(JSON.stringify(copy)).not.toContain('hunter2hunter2');
  });

  it.each(['password', 'apiKey', 'api_key', 'Authorization', 'db_password', 'clientSecret', 'x-api-key', 'accessToken'])(
    'O05: hides the text of a member named %s, whatever it looks like',
    (name) => {
      expect(redactor.redactValue({ [name]: 'abc' })).toEqual({ [name]: '[redacted]' });
    },
  );

  it.each(['inputTokens', 'tokens', 'key', 'secretary', 'passwordless'])('keeps a member named %s', (name) => {
    expect(redactor.redactValue({ [name]: 'abc' })).toEqual({ [name]: 'abc' });
  });

  it('O05: cleans keys', () => {
    expect(redactor.redactValue({ 'a hunter2hunter2': 1 })).toEqual({ 'a [redacted]': 1 });
  });

  it('keeps an own "__proto__" key an ordinary key', () => {
    const copy = redactor.redactValue(JSON.parse('{"__proto__":{"polluted":1}}'));
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":1}}');
  });

  it('gives back any JSON as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(JSON.stringify(new Redactor().redactValue(value))).toBe(JSON.stringify(value));
      }),
    );
  });

  it('O07: makes JSON of anything', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true, withDate: true }),
        (value) => {
          expect(() => JSON.parse(JSON.stringify(redactor.redactValue(value)))).not.toThrow();
        },
      ),
    );
  });
});
