import { languages } from '../language/languages.ts';
import type { ProjectIndex } from '../model/project-index.ts';
import type { PackedFiles } from './packed-files.ts';

/** A checksum only tells of accidents: what stands in a cache that came with a project may still be anything. */

/** Whether a value has the shape of all of an index but its files. */
export function isMainPart(value: unknown): value is Omit<ProjectIndex, 'files'> {
  if (!isRecord(value) || typeof value['complete'] !== 'boolean' || typeof value['scannedAtMs'] !== 'number') return false;
  const { skipped, packages } = value;
  return isListOf(skipped, isSkipped) && isListOf(packages, isPackage);
}

const isSkipped = (value: unknown): boolean => isRecord(value) && areStrings([value['path'], value['reason'], value['stamp'] ?? '']);

const isPackage = (value: unknown): boolean =>
  isRecord(value) &&
  areStrings([value['name'], value['folder'], value['kind']]) &&
  isRecord(value['entries']) &&
  Object.values(value['entries']).every((targets) => isListOf(targets, isString));

/** Whether a value has the shape of packed files. */
export const isPackedFiles = (value: unknown): value is PackedFiles =>
  isRecord(value) && isListOf(value['texts'], isString) && isListOf(value['files'], isPackedFile);

function isPackedFile(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 9) return false;
  const [path, language, sha256, bytes, stamp, isTest, symbols, imports, references] = value as readonly unknown[];
  if (!areStrings([path, sha256, stamp]) || typeof bytes !== 'number' || typeof isTest !== 'number') return false;
  if (language !== null && !(isString(language) && Object.hasOwn(languages, language))) return false;
  return isListOf(symbols, isNumbers) && isListOf(imports, isPackedImport) && isListOf(references, isNumbers);
}

function isPackedImport(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [specifier, line, names] = value as readonly unknown[];
  return typeof specifier === 'number' && typeof line === 'number' && (names === null || isNumbers(names));
}

const isString = (value: unknown): value is string => typeof value === 'string';
const areStrings = (values: readonly unknown[]): boolean => values.every(isString);
const isNumbers = (value: unknown): boolean => isListOf(value, (each) => typeof each === 'number');
const isListOf = (value: unknown, holds: (each: unknown) => boolean): boolean => Array.isArray(value) && value.every((each) => holds(each));
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
