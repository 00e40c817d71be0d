import type { CheckRemark } from '@artemis/core';
import type { RawRemark, CheckRow } from './check-row.ts';

/** What a tool says of files of the project, their paths relative to it. */
export function remarksOf({ tool, kind, read }: CheckRow, dir: string, output: string, files: ReadonlySet<string>): readonly CheckRemark[] {
  return read(output).flatMap((raw: RawRemark) => {
    const path = pathOf(raw.path, dir, files);
    return path === undefined ? [] : [{ ...raw, path, tool, kind }];
  });
}

/** Tools write a path from where they are started, or from the root of the machine they see. */
function pathOf(written: string, dir: string, files: ReadonlySet<string>): string | undefined {
  const plain = written.trim().replace(/^(?:\.\/)+/, '');
  const relative = dir === '' ? plain : `${dir}/${plain}`;
  if (files.has(relative)) return relative;
  if (!plain.startsWith('/')) return undefined;
  const ends = [...files].filter((path) => plain.endsWith(`/${path}`));
  return ends.toSorted((one, other) => other.length - one.length)[0];
}

/** What is said with the change and was not said without it, wherever its line is now. */
export function newRemarks(now: readonly CheckRemark[], before: readonly CheckRemark[]): readonly CheckRemark[] {
  const known = new Map<string, number>();
  for (const remark of before) known.set(keyOf(remark), (known.get(keyOf(remark)) ?? 0) + 1);
  return now.filter((remark) => {
    const left = known.get(keyOf(remark)) ?? 0;
    known.set(keyOf(remark), left - 1);
    return left <= 0;
  });
}

const keyOf = ({ path, message }: CheckRemark): string => `${path}\n${message.replace(/\d+/g, '#')}`;
