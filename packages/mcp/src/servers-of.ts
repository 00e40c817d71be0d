import { systemProcesses } from '@artemis/process';
import { loadClient } from './connect/load-client.ts';
import { openSession, type ConnectionParts } from './connect/open-session.ts';
import type { McpSettings } from './mcp-settings.ts';
import { McpServer, type McpServerParts } from './server/mcp-server.ts';
import { loadSchemaChecks, type SchemaChecks } from './tools/schema-checks.ts';

/** The configured servers, none of them started, and what checks the schemas of their tools. */
export function serversOf(
  settings: McpSettings,
  onNoise: McpServerParts['onNoise'],
): { readonly servers: readonly McpServer[]; readonly checks: () => Promise<SchemaChecks> } {
  const { clock, random, fetch, environment, projectDir, configured, ports } = settings;
  const system = systemProcesses({ clock, random, searchPath: environment['PATH'] });
  const { starter = system.starter, toolchain = system.toolchain } = ports;
  const connection: ConnectionParts = {
    clock,
    fetch,
    environment,
    projectDir,
    starter,
    toolchain,
    client: once(ports.loadClient ?? loadClient),
  };
  const checks = once(loadSchemaChecks);
  const open: McpServerParts['open'] = (server, greeting, listener, call) => openSession(server, connection, greeting, listener, call);
  return { servers: configured.servers.map((config) => new McpServer(config, { clock, random, checks, open, onNoise })), checks };
}

/** The same work for everybody who asks; what has failed is tried again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
