import type { FileSystem } from '@artemis/core';
import type * as promises from 'node:fs/promises';

/** The part of the disk that limits and sandboxes need: core's port and a few calls more. `node:fs/promises` fits. */
export type ProcessFileSystem = FileSystem & Pick<typeof promises, 'mkdtemp' | 'statfs' | 'writeFile'>;
