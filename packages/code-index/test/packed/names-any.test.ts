import fc from 'fast-check';
import { expect, it } from 'vitest';
import { namesAny } from '../../src/packed/names-any.ts';
import { packSource } from '../../src/packed/packed-source.ts';
import { storedFile } from '../../src/packed/stored-file.ts';

const head = { path: 'a.ts', language: 'typescript', sha256: '', bytes: 0, stamp: '', isTest: false } as const;
const name = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('a', '"a"', '["a",', 'a\\', '\u{1f600}'));

it('says of any names whether a file refers to one of them', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 5 }), fc.uniqueArray(name, { maxLength: 40 }), (used, sought) => {
      const references = used.map((each) => ({ name: each, kind: 'call' as const, lines: [1] }));
      const file = storedFile(head, packSource({ symbols: [], imports: [], references }));

      expect(namesAny(file, new Set(sought))).toBe(used.some((each) => sought.includes(each)));
    }),
  );
});
