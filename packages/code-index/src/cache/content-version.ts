import { crc32 } from 'node:zlib';
import { languages } from '../language/languages.ts';

/** Raised when the same query gives other symbols, imports or references. */
const reading = 2;

/** Changes when the same file would be indexed differently. */
export const contentVersion = (): string => `${reading}.${crc32(JSON.stringify(languages)).toString(16)}`;
