import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { languageOf, openParsers } from '../../src/index.ts';
import { languages } from '../../src/language/languages.ts';
import { summaryOf } from '../parse/summary-of.ts';

const folder = new URL('../fixtures/languages/', import.meta.url);
const samples = readdirSync(folder).filter((name) => !name.endsWith('.txt'));
const parsers = openParsers(1);

afterAll(() => parsers.close());

describe('every language', () => {
  it('has a sample', () => {
    expect(new Set(samples.map(languageOf))).toEqual(new Set(Object.keys(languages)));
  });

  it.each(samples)('finds symbols, imports and references in %s', async (name) => {
    const language = languageOf(name);
    if (language === null) throw new Error(`no language for ${name}`);

    const parsed = await parsers.parse({ language, text: readFileSync(new URL(name, folder), 'utf8'), maxMs: 10_000 });

    expect(parsed && summaryOf(parsed)).toBe(readFileSync(new URL(`${name}.txt`, folder), 'utf8'));
  });

  it.each(samples)('finds the same in %s with the line breaks of Windows', async (name) => {
    const language = languageOf(name) ?? 'css';
    const text = readFileSync(new URL(name, folder), 'utf8').replaceAll('\n', '\r\n');

    const parsed = await parsers.parse({ language, text, maxMs: 10_000 });

    expect(parsed && summaryOf(parsed)).toBe(readFileSync(new URL(`${name}.txt`, folder), 'utf8'));
  });

  it.each([
    ['a/b.test.TS', 'typescript'],
    ['Makefile', null],
    ['a.b/c', null],
    ['.ts', 'typescript'],
    ['x.unknown', null],
  ])('knows the language of %s', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });
});
