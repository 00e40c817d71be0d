import { nodeFileSystem, silentLogger, systemLocks, systemClock, systemRandom, type Logger } from '@artemis/core';
import type { KgOptions } from './kg-options.ts';
import type { Neo4jOptions } from './neo4j/neo4j-options.ts';
import type { ProjectSurroundings } from './project/project-graph.ts';

/** The options with every default filled in. */
export interface KgSettings extends ProjectSurroundings {
  readonly neo4j: Neo4jOptions;
  readonly catchUpMs: number;
}

/** Fills in the defaults. */
export function settingsOf(options: KgOptions, signal: AbortSignal, logger: Logger = silentLogger): KgSettings {
  const { clock = systemClock, fileSystem = nodeFileSystem, random = systemRandom, locks = systemLocks } = options.ports ?? {};
  return {
    neo4j: options.neo4j ?? {},
    stateDir: options.stateDir ?? null,
    project: options.project ?? null,
    maxIndexMs: options.maxIndexMs ?? 10_000,
    catchUpMs: options.catchUpMs ?? 2_000,
    clock,
    fileSystem,
    random,
    locks,
    logger,
    signal,
  };
}
