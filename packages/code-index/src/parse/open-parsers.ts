import { availableParallelism } from 'node:os';
import { systemClock } from '@artemis/core';
import type { SourceParsers } from './source-parsers.ts';
import { ParserPool } from './parser-pool.ts';
import { startParserThread } from './parser-thread.ts';

const mostThreads = 4;

/**
 * Opens parsers for callers that index again and again, such as a watcher: threads are started at the first text and kept until
 * they are closed.
 *
 * @param threads - How many texts are parsed at the same time. Default: one for each core, at most four.
 */
export function openParsers(threads: number = Math.min(availableParallelism(), mostThreads)): SourceParsers {
  return new ParserPool({ threads: Math.max(1, threads), clock: systemClock, startThread: startParserThread });
}
