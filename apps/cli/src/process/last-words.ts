import { writeSync } from 'node:fs';
import type { ArtemisError } from '@artemis/core';

/** What has to be said before the process ends without warning. Only one thing runs in a process, so there is one. */
let lastWords: ((error: ArtemisError, exitCode: number) => string) | null = null;

/** Sets what is written to stdout if the process has to end now, such as the last line of `--json`. `null` for nothing. */
export function setLastWords(words: typeof lastWords): void {
  lastWords = words;
}

/** Ends the process at once. What the streams still hold is lost, so the last words go around them. */
export function endNow(error: ArtemisError, exitCode: number): never {
  const words = lastWords?.(error, exitCode) ?? '';
  lastWords = null;
  try {
    if (words !== '') writeSync(1, words);
  } catch {
    // The reader has gone, or its pipe is full: nobody is there to be told.
  }
  process.exit(exitCode);
}
