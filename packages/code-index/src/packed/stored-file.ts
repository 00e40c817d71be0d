import type { IndexedFile } from '../model/indexed-file.ts';
import type { ParsedSource } from '../parse/parsed-source.ts';
import { packSource, unpackImports, unpackReferences, unpackSymbols, type PackedSource } from './packed-source.ts';

/** What is known of a file without looking into it. */
export type FileHead = Omit<IndexedFile, keyof ParsedSource>;

/** What lazy objects are made of, for those who hand it on packed. */
const packed = new WeakMap<ParsedSource, PackedSource>();

/** What was found in a source, unpacked each time it is asked for. Outwardly it is plain JSON. */
export function lazySource(source: PackedSource): ParsedSource {
  const lazy: ParsedSource = {
    get symbols() {
      return unpackSymbols(source.symbols);
    },
    get imports() {
      return unpackImports(source.imports);
    },
    get references() {
      return unpackReferences(source.references);
    },
  };
  packed.set(lazy, source);
  return lazy;
}

/** A file of an index, in the same way. */
export function storedFile({ path, language, sha256, bytes, stamp, isTest }: FileHead, source: PackedSource): IndexedFile {
  const file: IndexedFile = {
    path,
    language,
    sha256,
    bytes,
    stamp,
    get symbols() {
      return unpackSymbols(source.symbols);
    },
    get imports() {
      return unpackImports(source.imports);
    },
    get references() {
      return unpackReferences(source.references);
    },
    isTest,
  };
  packed.set(file, source);
  return file;
}

/** What was found, packed. A lazy object hands on what it is made of. */
export const packedOf = (source: ParsedSource): PackedSource => packed.get(source) ?? packSource(source);

/** The same file with other times. */
export const withStamp = (file: IndexedFile, stamp: string): IndexedFile => storedFile({ ...headOf(file), stamp }, packedOf(file));

/** What is known of a file without unpacking it. */
export const headOf = ({ path, language, sha256, bytes, stamp, isTest }: IndexedFile): FileHead => ({
  path,
  language,
  sha256,
  bytes,
  stamp,
  isTest,
});
