import fc from 'fast-check';
import { expect, it } from 'vitest';
import { passagesOfFile, sliceOf } from '../../src/corpus/passages-of-file.ts';
import { passageId } from '../../src/corpus/passage.ts';

const text = fc
  .array(fc.oneof(fc.string({ maxLength: 80 }), fc.constant('x '.repeat(3_000)), fc.constant('')), { maxLength: 30 })
  .map((lines) => lines.join('\n'));

it('every passage can be cut out of its file again, byte for byte, also parts of one long line', () => {
  fc.assert(
    fc.property(text, (content) => {
      const passages = passagesOfFile(content, { path: 'a.ts', symbols: [] });
      for (const passage of passages) {
        const slice = sliceOf(content, passage);
        expect(slice).toBe(passage.text);
        expect(passageId('a.ts', passage.startLine, passage.offset, slice)).toBe(passage.id);
      }
      expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
    }),
    { numRuns: 50 },
  );
});
