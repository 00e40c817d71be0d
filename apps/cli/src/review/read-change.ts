import { isUtf8 } from 'node:buffer';
import { ArtemisError, type AppliedChange } from '@artemis/core';
import { listChangedFiles, type ChangedPath, type Side } from './list-changed-files.ts';
import { readObjects } from './read-objects.ts';
import type { ReadOnlyGit } from './read-only-git.ts';
import { readWorkingFile } from './working-file.ts';

/** Why a file of a change was not looked at. */
export type LeftOutReason = 'binary' | 'too large' | 'no plain file' | 'repository' | 'name' | 'unreadable' | 'kept elsewhere';

/** A change that can be reviewed, and what of it cannot. */
export interface ReadChange {
  readonly changes: readonly AppliedChange[];
  readonly leftOut: readonly { readonly path: string; readonly reason: LeftOutReason }[];
}

/** Where a change is. */
export interface ChangeSource {
  readonly git: ReadOnlyGit;
  readonly root: string;
  /** Commit or tree it is compared with. */
  readonly base: string;
  readonly signal: AbortSignal;
}

const maxFileBytes = 1024 ** 2;
const maxBytes = 64 * 1024 ** 2;
const maxFiles = 10_000;
/** Files read from the disk at once. */
const readAtOnce = 32;

/**
 * Reads the texts of every file that differs from the base. What cannot be reviewed as text is named.
 *
 * @throws ArtemisError `ARTEMIS_E_REVIEW_LIMIT` for a change of too many files: who could add some more must not be able to choose
 * which of them nobody looks at.
 */
export async function readChange({ git, root, base, signal }: ChangeSource): Promise<ReadChange> {
  const listed = await listChangedFiles(git, base, signal);
  if (listed.length > maxFiles) throw tooMuch(`has ${listed.length} files`);
  const leftOut = new Map<ChangedPath, LeftOutReason>();
  const isIn = (file: ChangedPath): boolean => !leftOut.has(file);
  for (const file of listed) {
    const reason = file.path.includes('\ufffd') ? 'name' : file.isNoFile;
    if (reason) leftOut.set(file, reason);
  }
  const files = listed.filter(isIn);
  const objects = await readObjects(git, [...new Set(files.flatMap(objectsOf))], maxFileBytes, signal);
  const changes: AppliedChange[] = [];
  let left = maxBytes;
  for (let at = 0; at < files.length; at += readAtOnce) {
    signal.throwIfAborted();
    const some = files.slice(at, at + readAtOnce);
    const read = await Promise.all(some.map((file) => readFile(file, root, objects)));
    for (const [index, file] of some.entries()) {
      const found = read[index];
      if (found === undefined || found === null) continue;
      if (typeof found === 'string') leftOut.set(file, found);
      else {
        left -= (found.before?.length ?? 0) + (found.after?.length ?? 0);
        if (left < 0) throw tooMuch(`is longer than ${maxBytes / 1024 ** 2} MiB`);
        changes.push(found);
      }
    }
  }
  return { changes, leftOut: [...leftOut].map(([{ path }, reason]) => ({ path, reason })) };
}

const tooMuch = (what: string): ArtemisError =>
  new ArtemisError('ARTEMIS_E_REVIEW_LIMIT', `The change ${what}: more than one review looks at.`, {
    hint: 'Review it in parts, with --base; leave what tools have written to .gitignore.',
  });

const objectsOf = ({ before, after }: ChangedPath): readonly string[] =>
  [before, after].flatMap((side) => (side?.kind === 'object' ? [side.id] : []));

/** The texts of a file; `null` when it has not changed after all. */
async function readFile(
  { path, before, after }: ChangedPath,
  root: string,
  objects: Objects,
): Promise<AppliedChange | LeftOutReason | null> {
  const [old, now] = [await textOf(before, path, root, objects), await textOf(after, path, root, objects)];
  if (old !== null && 'reason' in old) return old.reason;
  if (now !== null && 'reason' in now) return now.reason;
  // What git holds of it is where to find it, and no text to compare with.
  if (old !== null && old.text.startsWith('version https://git-lfs.github.com/spec/')) return 'kept elsewhere';
  const isSame = old !== null && now !== null && withoutReturns(old.text) === withoutReturns(now.text);
  return isSame || (old === null && now === null) ? null : { path, before: old?.text ?? null, after: now?.text ?? null };
}

type Objects = Awaited<ReturnType<typeof readObjects>>;
type Text = { readonly text: string } | { readonly reason: LeftOutReason };

async function textOf(side: Side | null, path: string, root: string, objects: Objects): Promise<Text | null> {
  if (side === null) return null;
  const bytes = side.kind === 'object' ? (objects.get(side.id) ?? 'unreadable') : await onDisk(root, path);
  if (bytes === 'gone') return null;
  if (bytes === 'too-large') return { reason: 'too large' };
  if (bytes === 'unreadable') return { reason: 'unreadable' };
  if (bytes === null) return { reason: 'no plain file' };
  const isText = !bytes.subarray(0, 8_000).includes(0) && isUtf8(bytes);
  return isText ? { text: bytes.toString('utf8') } : { reason: 'binary' };
}

async function onDisk(root: string, path: string): Promise<Buffer | 'too-large' | 'gone' | 'unreadable' | null> {
  return readWorkingFile(root, path, maxFileBytes).catch((error: unknown) =>
    error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR') ? 'gone' : 'unreadable',
  );
}

/** The line ends that git converts are no change. */
const withoutReturns = (text: string): string => text.replaceAll('\r\n', '\n');
