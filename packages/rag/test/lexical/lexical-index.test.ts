import { systemClock } from '@artemis/core';
import fc from 'fast-check';
import MiniSearch from 'minisearch';
import { describe, expect, it } from 'vitest';
import { LexicalIndex } from '../../src/lexical/lexical-index.ts';
import { bm25, boost, wordOptions } from '../../src/lexical/word-options.ts';
import { passagesOfFile } from '../../src/corpus/passages-of-file.ts';
import { putFiles } from './put-files.ts';

const words = ['fence', 'garden', 'paint', 'invoiceTotal', 'next_page', 'ß', 'Müller', '__proto__', 'constructor'];
const texts = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 }).map((chosen) => chosen.join(' '));
const paths = fc.constantFrom(...Array.from({ length: 12 }, (_, at) => `src/file-${at}.ts`));
const changes = fc.array(fc.tuple(paths, fc.option(texts)), { minLength: 1, maxLength: 25 });

/** All files in one MiniSearch, with nothing ever taken out. */
function wholeIndex(files: ReadonlyMap<string, string>) {
  const index = new MiniSearch(wordOptions);
  let id = 0;
  const pathOf = new Map<number, string>();
  for (const [path, text] of files) {
    for (const passage of passagesOfFile(text, { path, symbols: [] })) {
      pathOf.set(id, path);
      index.add({ id: id++, path, symbols: '', text: passage.text });
    }
  }
  return new Map(
    fc.sample(fc.constantFrom(...words), 5).map((word) => {
      const results = index.search(word, { boost, bm25 });
      return [word, new Map(results.map((result) => [pathOf.get(Number(result.id)) ?? '', result.score]))] as const;
    }),
  );
}

describe('LexicalIndex', () => {
  it('ranks like one MiniSearch of the same files, whatever was changed before', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (made) => {
        const index = new LexicalIndex(systemClock);
        const files = new Map<string, string>();
        for (const [path, text] of made) {
          await putFiles(index, { [path]: text });
          if (text === null) files.delete(path);
          else files.set(path, text);
        }
        expect(new Set(index.paths)).toEqual(new Set(files.keys()));
        for (const [word, scores] of wholeIndex(files)) {
          const found = await index.search(word, 100);
          expect(new Set(found.map(({ passage }) => passage.path))).toEqual(new Set(scores.keys()));
          for (const { passage, score } of found) expect(score).toBeCloseTo(scores.get(passage.path ?? '') ?? Number.NaN, 6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('finds each passage by its id, and none that is gone', async () => {
    const index = new LexicalIndex(systemClock);
    await putFiles(index, { 'a.ts': 'fence\n', 'b.ts': 'paint\n' });
    const ids = [...index.ids()];
    expect(new Set(ids.map((id) => index.passage(id)?.path))).toEqual(new Set(['a.ts', 'b.ts']));
    await putFiles(index, { 'a.ts': null });
    expect(ids.filter((id) => index.has(id))).toHaveLength(1);
    expect(index.size).toBe(1);
  });
});
