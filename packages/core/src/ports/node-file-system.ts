import * as promises from 'node:fs/promises';
import type { FileSystem } from './file-system.ts';

/** The real disk. */
export const nodeFileSystem: FileSystem = promises;
