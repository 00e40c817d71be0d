import type { CodeImport } from '../model/code-import.ts';
import type { CodeReference } from '../model/code-reference.ts';
import type { CodeSymbol } from '../model/code-symbol.ts';
import type { IndexedFile } from '../model/indexed-file.ts';

type Packed = string | number | null | readonly Packed[];

/** Files in little space: lists instead of records, and each text once. */
export interface PackedFiles {
  readonly texts: readonly string[];
  readonly files: readonly Packed[];
}

/** Packs files, so that they are quick to write and to read. `unpackFiles` is the way back. */
export function packFiles(files: readonly IndexedFile[]): PackedFiles {
  const numbers = new Map<string, number>();
  const number = (text: string | undefined): number => {
    if (text === undefined) return -1;
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
  const packed = files.map((file) => [
    file.path,
    file.language,
    file.sha256,
    file.bytes,
    file.stamp,
    file.isTest ? 1 : 0,
    file.symbols.map((symbol) => packSymbol(symbol, number)),
    file.imports.map(({ specifier, line, names }) => [number(specifier), line, names === undefined ? null : names.map(number)]),
    file.references.map(({ name, kind, lines }) => [number(name), kind === 'call' ? 0 : 1, ...lines]),
  ]);
  return { texts: [...numbers.keys()], files: packed };
}

function packSymbol(symbol: CodeSymbol, number: (text: string | undefined) => number): Packed {
  const { name, kind, startLine, endLine, parent, exported, doc } = symbol;
  return [number(name), number(kind), startLine, endLine, number(parent), exported === undefined ? -1 : Number(exported), number(doc)];
}

/** The files of {@link packFiles}. Numbers that point nowhere stand for the empty text. */
export function unpackFiles({ texts, files }: PackedFiles): IndexedFile[] {
  const text = (number: number): string => texts[number] ?? '';
  return (files as readonly PackedFile[]).map(([path, language, sha256, bytes, stamp, isTest, symbols, imports, references]) => ({
    path,
    language,
    sha256,
    bytes,
    stamp,
    symbols: symbols.map((symbol) => unpackSymbol(symbol, text)),
    imports: imports.map((each) => unpackImport(each, text)),
    references: references.map((each) => unpackReference(each, text)),
    isTest: isTest === 1,
  }));
}

type PackedFile = readonly [
  path: string,
  language: IndexedFile['language'],
  sha256: string,
  bytes: number,
  stamp: string,
  isTest: 0 | 1,
  symbols: readonly PackedSymbol[],
  imports: readonly PackedImport[],
  references: readonly PackedReference[],
];
type PackedSymbol = readonly [
  name: number,
  kind: number,
  startLine: number,
  endLine: number,
  parent: number,
  exported: number,
  doc: number,
];
type PackedImport = readonly [specifier: number, line: number, names: readonly number[] | null];
type PackedReference = readonly [name: number, kind: 0 | 1, ...lines: number[]];

function unpackSymbol([name, kind, startLine, endLine, parent, exported, doc]: PackedSymbol, text: (number: number) => string): CodeSymbol {
  return {
    name: text(name),
    kind: text(kind) as CodeSymbol['kind'],
    startLine,
    endLine,
    ...(parent < 0 ? {} : { parent: text(parent) }),
    ...(exported < 0 ? {} : { exported: exported === 1 }),
    ...(doc < 0 ? {} : { doc: text(doc) }),
  };
}

function unpackImport([specifier, line, names]: PackedImport, text: (number: number) => string): CodeImport {
  return names === null ? { specifier: text(specifier), line } : { specifier: text(specifier), line, names: names.map(text) };
}

function unpackReference([name, kind, ...lines]: PackedReference, text: (number: number) => string): CodeReference {
  return { name: text(name), kind: kind === 0 ? 'call' : 'use', lines };
}
