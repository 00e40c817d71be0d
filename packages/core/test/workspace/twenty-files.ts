import { patchOf } from './patch-of.ts';

const numbered = (from: number, to: number, name: (n: number) => readonly [string, string]): Record<string, string> =>
  Object.fromEntries(Array.from({ length: to - from }, (_, index) => name(from + index)));

/** Ten files to replace and four to delete, with enough text that a write takes more than one block. */
export const oldFiles = numbered(0, 14, (n) => [`lib/d${n % 3}/f${n}.ts`, `old ${n}\n`.repeat(1_500)]);

const replaced = numbered(0, 10, (n) => [`lib/d${n % 3}/f${n}.ts`, `new ${n}\n`.repeat(1_500)]);
const added = numbered(20, 26, (n) => [`added/e${n % 2}/f${n}.ts`, `new ${n}\n`.repeat(1_500)]);
const deleted = Object.fromEntries(
  Object.keys(oldFiles)
    .slice(10)
    .map((path) => [path, null]),
);

/** A patch of 20 files: ten replaced, six new in new folders, four deleted. */
export const twentyFiles = patchOf({ ...replaced, ...added, ...deleted });

/** Files after the patch. */
export const newFiles = { ...replaced, ...added };
