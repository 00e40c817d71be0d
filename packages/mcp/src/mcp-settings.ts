import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { InvalidOptionError, nodeFileSystem, systemClock, systemFetch, systemRandom, type FileSystem } from '@artemis/core';
import { systemProcesses } from '@artemis/process';
import { readServers } from './config/read-servers.ts';
import type { ConfiguredServers } from './config/server-config.ts';
import { loadClient } from './connect/load-client.ts';
import { openSession, type ConnectionParts } from './connect/open-session.ts';
import { McpServer, type McpServerParts } from './server/mcp-server.ts';
import { loadSchemaChecks, type SchemaChecks } from './tools/schema-checks.ts';
import type { McpOptions } from './mcp-options.ts';

/** The options with every default filled in. Nothing is started or read. */
export interface McpSettings {
  readonly configured: ConfiguredServers;
  readonly approvalsFile: string;
  readonly fileSystem: FileSystem;
  readonly connection: ConnectionParts;
  readonly random: McpServerParts['random'];
  /** Loaded once, when the first list of tools comes. */
  readonly checks: () => Promise<SchemaChecks>;
}

/** @throws InvalidOptionError for a path that is not absolute. */
export function mcpSettings(options: McpOptions): McpSettings {
  const { servers = {}, environment = process.env, ports = {} } = options;
  const projectDir = options.projectDir ?? resolve('.');
  const approvalsFile = options.approvalsFile ?? join(homedir(), '.config/artemis/mcp-approved.json');
  for (const [name, path] of Object.entries({ projectDir, approvalsFile }))
    if (!isAbsolute(path)) throw new InvalidOptionError(name, 'an absolute path', path);
  const { clock = systemClock, random = systemRandom, fileSystem = nodeFileSystem, fetch = systemFetch } = ports;
  const system = systemProcesses({ clock, random, searchPath: environment['PATH'] });
  return {
    configured: readServers(servers, environment),
    approvalsFile,
    fileSystem,
    random,
    checks: once(loadSchemaChecks),
    connection: {
      clock,
      fetch,
      environment,
      projectDir,
      client: once(ports.loadClient ?? loadClient),
      starter: ports.starter ?? system.starter,
      toolchain: ports.toolchain ?? system.toolchain,
    },
  };
}

/** One configured server each, none of them started. */
export const serversOf = (settings: McpSettings, onNoise: McpServerParts['onNoise']): readonly McpServer[] =>
  settings.configured.servers.map(
    (config) =>
      new McpServer(config, {
        clock: settings.connection.clock,
        random: settings.random,
        checks: settings.checks,
        open: (server, greeting, listener, call) => openSession(server, settings.connection, greeting, listener, call),
        onNoise,
      }),
  );

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
