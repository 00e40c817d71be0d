/** How Neo4j is found and how long it may take. */
export interface Neo4jOptions {
  /** Address. Default: `bolt://127.0.0.1:7687`. */
  readonly url?: string;
  /** Default: `neo4j`. Without a password, no login is sent at all. */
  readonly user?: string;
  /** It is never printed. */
  readonly password?: string;
  /** Default: the server's own default database. */
  readonly database?: string;
  /** Longest single call, connecting included, in milliseconds. Default: 1 500. */
  readonly timeoutMs?: number;
  /** Most connections at a time. Default: 8. */
  readonly maxConnections?: number;
}
