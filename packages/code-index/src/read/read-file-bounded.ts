import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { FileSystem } from '@artemis/core';

/** What came of reading a file. */
export type BoundedRead =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly stamp: string }
  | { readonly kind: 'absent' | 'too-large' | 'special' | 'link' | 'unreadable' };

/** A pipe opened like this does not wait for a writer; a link is refused. Windows has neither flag. */
const readOnly = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Reads a regular file if it is no larger than `maxBytes`; never blocks, follows no link at the end of the path, and never throws. */
export async function readFileBounded(fileSystem: FileSystem, at: string, maxBytes: number): Promise<BoundedRead> {
  let handle: FileHandle | undefined;
  try {
    handle = await fileSystem.open(at, readOnly);
    return await readHandle(handle, maxBytes);
  } catch (error) {
    return { kind: kindOfError(error) };
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

/** What a system error says of the path. */
export function kindOfError(error: unknown): 'absent' | 'link' | 'unreadable' {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
  return code === 'ELOOP' ? 'link' : 'unreadable';
}

async function readHandle(handle: FileHandle, maxBytes: number): Promise<BoundedRead> {
  const found = await handle.stat();
  if (!found.isFile()) return { kind: 'special' };
  if (found.size > maxBytes) return { kind: 'too-large' };
  // One byte more than was promised: a file that grows meanwhile is noticed.
  const buffer = new Uint8Array(found.size + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < buffer.length; length += read) {
    read = (await handle.read(buffer, length, buffer.length - length, length)).bytesRead;
  }
  return length > found.size ? { kind: 'unreadable' } : { kind: 'read', bytes: buffer.subarray(0, length), stamp: stampOf(found) };
}

/** Size, times and identity of a file, as text: what changes when the file does. */
export const stampOf = (found: {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
}): string => `${found.size}-${found.mtimeMs}-${found.ctimeMs}-${found.ino}`;
