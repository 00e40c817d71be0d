import { fileLocks } from './file-locks.ts';
import type { ProcessLocks } from './process-lock.ts';
import { socketLocks } from './socket-locks.ts';

/** The locks of this system. Whichever they are, the kernel holds them: none is left behind by a process that dies. */
export const systemLocks: ProcessLocks = process.platform === 'linux' || process.platform === 'win32' ? socketLocks : fileLocks();
