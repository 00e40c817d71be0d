import type * as promises from 'node:fs/promises';

/**
 * The disk, injected. Its shape is the part of `node:fs/promises` that Artemis uses, so the real one needs no adapter
 * and a test wraps it with a failure plan (nth call, errno, short write).
 */
export type FileSystem = Pick<
  typeof promises,
  | 'access'
  | 'chmod'
  | 'copyFile'
  | 'lstat'
  | 'mkdir'
  | 'open'
  | 'opendir'
  | 'readdir'
  | 'readFile'
  | 'readlink'
  | 'realpath'
  | 'rename'
  | 'rm'
  | 'rmdir'
  | 'stat'
  | 'unlink'
>;
