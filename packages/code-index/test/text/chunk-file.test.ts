import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkFile, estimateTokens, type CodeSymbol } from '../../src/index.ts';

const lines = (count: number, line = 'const value = compute(previous, next);'): string => `${line}\n`.repeat(count);
const symbol = (name: string, startLine: number, endLine: number, parent?: string): CodeSymbol => ({
  name,
  kind: 'function',
  startLine,
  endLine,
  ...(parent === undefined ? {} : { parent }),
});

describe('chunkFile', () => {
  it('makes one chunk of each symbol, with the comment above it', () => {
    const text = `${lines(10)}// What it does.\n${lines(10)}`;
    const chunks = chunkFile(text, { path: 'a.ts', symbols: [symbol('one', 1, 10), symbol('two', 12, 21)] });

    expect(chunks.map(({ path, startLine, endLine, symbols }) => ({ path, startLine, endLine, symbols }))).toEqual([
      { path: 'a.ts', startLine: 1, endLine: 10, symbols: ['one'] },
      { path: 'a.ts', startLine: 11, endLine: 21, symbols: ['two'] },
    ]);
  });

  it('joins small neighbours', () => {
    const chunks = chunkFile(
      lines(4),
      { path: 'a.ts', symbols: [1, 2, 3, 4].map((line) => symbol(`s${line}`, line, line)) },
      { minTokens: 200 },
    );
    expect(chunks).toHaveLength(1);
    expect(chunks[0]?.symbols).toEqual(['s1', 's2', 's3', 's4']);
  });

  it('cuts a large class where its methods begin', () => {
    const symbols = [symbol('Big', 1, 62), symbol('first', 2, 31, 'Big'), symbol('second', 32, 61, 'Big')];
    const chunks = chunkFile(`class Big {\n${lines(60)}}\n`, { path: 'a.ts', symbols });
    expect(chunks.map(({ symbols: names }) => names)).toEqual([['Big', 'Big.first'], ['Big.second']]);
  });

  it('cuts a file without symbols by blank lines and then by length', () => {
    const chunks = chunkFile(`${lines(20)}\n${lines(100)}`, { path: 'notes.md', symbols: [] });
    expect(chunks[0]).toMatchObject({ startLine: 1, endLine: 21 });
    expect(chunks.length).toBeGreaterThan(3);
  });

  it('gives no chunk for an empty file', () => {
    expect(chunkFile('', { path: 'a.ts', symbols: [] })).toEqual([]);
  });

  it('keeps the whole text, in order and within the limit, whatever symbols it is given', () => {
    const line = fc.oneof(fc.constantFrom('', '}', '// note', 'const a = 1;'), fc.string({ unit: 'binary', maxLength: 400 }));
    const anySymbol = fc.record({ startLine: fc.integer({ min: 1, max: 60 }), endLine: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 50 }), fc.array(anySymbol, { maxLength: 8 }), (parts, ranges) => {
        const text = parts.join('\n');
        const symbols = ranges.map(({ startLine, endLine }, at) => symbol(`s${at}`, startLine, endLine, at % 2 ? 'outer' : undefined));
        const chunks = chunkFile(text, { path: 'a', symbols }, { maxTokens: 50, minTokens: 20 });
        expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
        for (const chunk of chunks) expect(estimateTokens(chunk.text)).toBeLessThanOrEqual(50);
        for (const [at, chunk] of chunks.entries()) expect(chunk.startLine).toBeGreaterThanOrEqual(chunks[at - 1]?.startLine ?? 1);
      }),
    );
  });

  it.each([
    ['definitions', '#define A 1\n', 80_000],
    ['comments', '// a\n', 200_000],
    ['one line', 'x;', 500_000],
    ['blank lines', '\n', 1_000_000],
  ])('S37: is linear in a megabyte of %s', (_, unit, times) => {
    const text = unit.repeat(times);
    const symbols = unit.startsWith('#') ? Array.from({ length: times }, (__, at) => symbol('A', at + 1, at + 1)) : [];
    expect(chunkFile(text, { path: 'a.c', symbols }).length).toBeGreaterThan(0);
  });
});
