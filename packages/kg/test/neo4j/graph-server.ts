import { canStartNeo4j, startNeo4j, type Neo4jServer } from '@artemis/tooling-servers';
import { temporaryFolder } from '../sample-project.ts';

/** Address of a server that runs already. Tests that stop and restart a server need one of their own. */
const given = process.env['NEO4J_URL'];

/** Whether there is a real Neo4j to test with: one that is named, or one that can be started. */
export const hasNeo4j = given !== undefined || (await canStartNeo4j());
/** Whether a real Neo4j can be killed and started again. */
export const hasOwnNeo4j = given === undefined && hasNeo4j;

/** The one server of a test file. */
export interface GraphServer extends AsyncDisposable {
  readonly url: string;
  /** Kills it at once and leaves its data. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  signal(name: NodeJS.Signals): void;
}

/** Starts the server, or takes the one that is named. */
export async function graphServer(): Promise<GraphServer> {
  if (given !== undefined) {
    const fixed = async (): Promise<void> => undefined;
    return { url: given, kill: fixed, restart: fixed, signal: () => undefined, [Symbol.asyncDispose]: fixed };
  }
  const folder = await temporaryFolder();
  let server: Neo4jServer = await startNeo4j({ dir: folder.dir });
  return {
    url: server.url,
    kill: () => server.kill(),
    restart: async () => {
      await server.kill();
      server = await startNeo4j({ dir: folder.dir, port: server.port });
    },
    signal: (name) => server.signal(name),
    [Symbol.asyncDispose]: async () => {
      await server.kill();
      await folder[Symbol.asyncDispose]();
    },
  };
}
