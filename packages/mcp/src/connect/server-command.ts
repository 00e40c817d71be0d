import { isAbsolute, resolve } from 'node:path';
import type { Command, Toolchain } from '@artemis/process';
import type { ProcessServer } from '../config/server-config.ts';
import { McpError } from '../mcp-error.ts';
import { baseEnvironment } from './base-environment.ts';

/** Where a server is started from. */
export interface StartingPlace {
  readonly toolchain: Toolchain;
  /** Absolute path of the project. */
  readonly projectDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The process of a server. A name without a slash is looked up on the user's path and never in the project; a path is one from the
 * project.
 *
 * @throws McpError `ARTEMIS_E_MCP_START` when there is no such program.
 */
export async function serverCommand(server: ProcessServer, place: StartingPlace): Promise<Command> {
  const { toolchain, projectDir, environment } = place;
  const cwd = resolve(projectDir, server.cwd ?? '.');
  // Artemis can be a server too: one that is started by a run must not begin further runs without end.
  const env = { ...baseEnvironment(environment), ARTEMIS_INSIDE_RUN: '1', ...server.env };
  const { command, args } = server;
  if (isAbsolute(command) || command.includes('/')) return { file: resolve(cwd, command), args, cwd, env };
  const tool = await toolchain.find(command, projectDir);
  if (tool) return { file: tool.file, args, cwd, env };
  throw new McpError('ARTEMIS_E_MCP_START', `The program "${command}" is not installed.`, { facts: { server: server.name } });
}
