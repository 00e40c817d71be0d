import type { FileChange, Patch } from '../../src/task/patch.ts';

/** A patch from `path → content`; `null` deletes. */
export function patchOf(files: Readonly<Record<string, string | null>>): Patch {
  const changes = Object.entries(files).map(([path, content]): FileChange =>
    content === null ? { kind: 'delete', path } : { kind: 'write', path, content },
  );
  return { approach: 'test', changes };
}
