import type { Clock, FileSystem, ProcessLocks, Random } from '@artemis/core';
import type { Neo4jOptions } from './neo4j/neo4j-options.ts';

/** How the plugin is made. Everything has a default. */
export interface KgOptions {
  readonly neo4j?: Neo4jOptions;
  /** Absolute folder for what must outlive the process: the graph in memory, and writes that Neo4j has missed. Default: nothing is kept. */
  readonly stateDir?: string;
  /** Name of the project in Neo4j, for machines that share one; only where all tasks are about one project. Default: made of the folder's path. */
  readonly project?: string;
  /** Longest look at the project's files, in milliseconds; after it the graph is as far as it came. Default: 10 000. */
  readonly maxIndexMs?: number;
  /** Longest a call waits for a Neo4j that has to catch up, in milliseconds. Default: 2 000. */
  readonly catchUpMs?: number;
  readonly ports?: KgPorts;
}

/** Ports for tests. Default: the real ones. */
export interface KgPorts {
  readonly clock?: Clock;
  readonly fileSystem?: FileSystem;
  readonly random?: Random;
  readonly locks?: ProcessLocks;
}
