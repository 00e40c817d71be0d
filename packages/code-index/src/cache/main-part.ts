import type { ProjectIndex } from '../model/project-index.ts';
import { mostShards } from './shards.ts';

/** All of an index but its files, and in how many shards those are. */
export interface MainPart extends Omit<ProjectIndex, 'files'> {
  readonly shards: number;
}

/** The main part that a text holds; `null` when it has another shape. A checksum only tells of accidents. */
export function readMain(bytes: Buffer): MainPart | null {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return isMainPart(value) ? value : null;
  } catch {
    return null;
  }
}

function isMainPart(value: unknown): value is MainPart {
  if (!isRecord(value) || typeof value['complete'] !== 'boolean' || typeof value['scannedAtMs'] !== 'number') return false;
  const { skipped, packages, shards } = value;
  const hasShards = Number.isSafeInteger(shards) && Number(shards) >= 1 && Number(shards) <= mostShards;
  return hasShards && isListOf(skipped, isSkipped) && isListOf(packages, isPackage);
}

const isSkipped = (value: unknown): boolean => isRecord(value) && areStrings([value['path'], value['reason'], value['stamp'] ?? '']);

const isPackage = (value: unknown): boolean =>
  isRecord(value) &&
  areStrings([value['name'], value['folder'], value['kind'], value['manifest']]) &&
  isRecord(value['entries']) &&
  Object.values(value['entries']).every((targets) => isListOf(targets, isString));

const isString = (value: unknown): value is string => typeof value === 'string';
const areStrings = (values: readonly unknown[]): boolean => values.every(isString);
const isListOf = (value: unknown, holds: (each: unknown) => boolean): boolean => Array.isArray(value) && value.every((each) => holds(each));
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
