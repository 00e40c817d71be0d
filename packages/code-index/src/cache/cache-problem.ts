import { ArtemisError } from '@artemis/core';

/** What was wrong with a file of the cache. */
export type CacheFault = 'checksum' | 'version' | 'shape' | 'unreadable' | 'unwritable';

/** Tells of a cache file that was not used, or not written. It never fails the index: what is missing is made anew. */
export function cacheProblem(path: string, fault: CacheFault, cause?: unknown): ArtemisError {
  const consequence = fault === 'unwritable' ? 'the next run starts without it' : 'what it held is indexed again';
  return new ArtemisError('ARTEMIS_E_INDEX_CACHE', `Cache file "${path}" is not usable (${fault}); ${consequence}.`, {
    hint: 'Nothing has to be done. If it comes again and again, check the disk, or name another cache folder.',
    cause,
    facts: { path, fault },
  });
}
