import type { ProcessFileSystem } from '@artemis/process';
import type * as promises from 'node:fs/promises';

/** The part of the disk a scratch copy needs: the port of `@artemis/process` and the few calls that make copies faithful. */
export type BuildFileSystem = ProcessFileSystem & Pick<typeof promises, 'symlink' | 'utimes'>;
