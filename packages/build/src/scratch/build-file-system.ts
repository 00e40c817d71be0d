import type { CopyFileSystem } from '@artemis/process';

/** The part of the disk a scratch copy needs. */
export type BuildFileSystem = CopyFileSystem;
