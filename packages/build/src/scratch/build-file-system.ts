import type { FileSystem } from '@artemis/core';
import type * as promises from 'node:fs/promises';

/** The part of the disk a scratch copy needs: core's port and the few calls that make copies faithful. */
export type BuildFileSystem = FileSystem & Pick<typeof promises, 'mkdtemp' | 'statfs' | 'symlink' | 'utimes' | 'writeFile'>;
