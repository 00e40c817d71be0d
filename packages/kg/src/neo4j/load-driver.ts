import type neo4j from 'neo4j-driver';
import { KgError } from '../kg-error.ts';

/** The part of Neo4j's driver that is used. */
export type DriverPackage = Pick<typeof neo4j, 'auth' | 'driver'>;

/** Loads Neo4j's driver. It is large, so this takes a moment, and it counts for no call. @throws KgError `ARTEMIS_E_KG_PACKAGE` */
export async function loadDriver(): Promise<DriverPackage> {
  try {
    return (await import('neo4j-driver')).default;
  } catch (error) {
    throw new KgError('ARTEMIS_E_KG_PACKAGE', 'The package "neo4j-driver" cannot be loaded.', { cause: error });
  }
}
