import type * as promises from 'node:fs/promises';
import type { ProcessFileSystem } from './process-file-system.ts';

/** The disk as copies of projects need it: {@link ProcessFileSystem} and what makes copies faithful. `node:fs/promises` fits. */
export type CopyFileSystem = ProcessFileSystem & Pick<typeof promises, 'symlink' | 'utimes'>;
