import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import {
  InvalidOptionError,
  nodeFileSystem,
  systemClock,
  systemFetch,
  systemRandom,
  type Clock,
  type Fetch,
  type FileSystem,
  type Random,
} from '@artemis/core';
import { readServers } from './config/read-servers.ts';
import type { ConfiguredServers } from './config/server-config.ts';
import type { McpOptions, McpPorts } from './mcp-options.ts';

/** The options with their defaults filled in. Nothing is started, read or loaded. */
export interface McpSettings extends Required<Pick<McpOptions, 'projectDir' | 'approvalsFile' | 'environment'>> {
  readonly configured: ConfiguredServers;
  readonly clock: Clock;
  readonly random: Random;
  readonly fileSystem: FileSystem;
  readonly fetch: Fetch;
  readonly ports: Pick<McpPorts, 'starter' | 'toolchain' | 'loadClient'>;
}

/** @throws InvalidOptionError for a path that is not absolute. */
export function mcpSettings(options: McpOptions): McpSettings {
  const { servers = {}, environment = process.env, ports = {} } = options;
  const projectDir = options.projectDir ?? resolve('.');
  const approvalsFile = options.approvalsFile ?? join(homedir(), '.config/artemis/mcp-approved.json');
  for (const [name, path] of Object.entries({ projectDir, approvalsFile }))
    if (!isAbsolute(path)) throw new InvalidOptionError(name, 'an absolute path', path);
  const { clock = systemClock, random = systemRandom, fileSystem = nodeFileSystem, fetch = systemFetch } = ports;
  return { configured: readServers(servers, environment), projectDir, approvalsFile, environment, clock, random, fileSystem, fetch, ports };
}
