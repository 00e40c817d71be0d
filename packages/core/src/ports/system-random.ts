import { randomBytes } from 'node:crypto';
import type { Random } from './random.ts';

/** Real chance. Ids come from the operating system's generator and cannot be guessed. */
export const systemRandom: Random = {
  fraction: () => Math.random(),
  id: (length) => Array.from(randomBytes(length), (byte) => (byte & 31).toString(32)).join(''),
};
