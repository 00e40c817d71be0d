import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { parseDocument } from '../../src/config/parse-document.ts';

const parse = (text: string, file = 'artemis.yaml'): unknown => parseDocument(file, text).value;

/** What is thrown, or undefined. */
function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('P05: hostile documents are refused, with their line', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefgh'.split('').map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`),
  ].join('\n');
  const cases = {
    'a bomb of aliases': bomb,
    'deep nesting': `a: ${'['.repeat(70)}${']'.repeat(70)}`,
    'nesting that no parser survives': '['.repeat(60_000),
    'a key that is there twice': 'a: 1\na: 2\n',
    'a custom tag': 'a: !!js/function "x"\n',
    'a cut document': '{"a": [1, 2',
  };

  it.each(Object.entries(cases))('%s', (_, text) => {
    const before = process.cpuUsage();

    expect(thrownBy(() => parse(text))).toMatchObject({
      code: 'ARTEMIS_E_CONFIG',
      facts: { file: 'artemis.yaml', line: expect.any(Number) },
    });
    // Time of the processor, not of the clock: others may be at work on the machine.
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });

  it('many keys in time that grows with their number', () => {
    const text = Array.from({ length: 5_000 }, (_, index) => `k${index}: 1`).join('\n');

    expect(Object.keys(parse(text) as object)).toHaveLength(5_000);
  });
});

it('P06: refuses keys that reach into prototypes', () => {
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    expect(thrownBy(() => parse(`flags:\n  ${key}: true\n`))).toMatchObject({ code: 'ARTEMIS_E_CONFIG', facts: { line: 2 } });
  }
  expect(({} as Record<string, unknown>)['flags']).toBeUndefined();
});

it('holds a file that says it is JSON to JSON', () => {
  expect(parse('{"a": 1}', 'artemis.config.json')).toEqual({ a: 1 });
  expect(thrownBy(() => parse('{a: 1}', 'artemis.config.json'))).toBeInstanceOf(ConfigError);
});

it('P05: any text is parsed or refused with the code, never anything else', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: fc.constantFrom(...'{}[]:-&*!#"\'\n ab,|>') }), (text) => {
      const error = thrownBy(() => parse(text));
      expect(error === undefined || error instanceof ConfigError).toBe(true);
    }),
    { numRuns: 500 },
  );
});
