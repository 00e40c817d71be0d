import { ArtemisError, Deadline, systemClock } from '@artemis/core';
import type { InspectedServer } from '@artemis/mcp';
import { mcpOptions } from '../compose/mcp-options.ts';
import { loadSettings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { warning } from '../terminal/line.ts';

/** Longest all servers together may take to say what they have. A single one has less. */
const timeoutMs = 120_000;

/** Asks every configured server what it has. Those of a project that is not trusted are not started, and a warning says so. */
export async function inspectConfigured(invocation: Invocation, names: readonly string[]): Promise<readonly InspectedServer[]> {
  const { options, env, folders, terminal } = invocation;
  const settings = await loadSettings({ options, env, folders, projectDir: options.cwd });
  terminal.err.print(...settings.warnings.map(warning));
  const known = Object.keys(settings.mcpServers);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownServer(unknown, known);
  const chosen = names.length === 0 ? known : names;
  const mcpServers = Object.fromEntries(chosen.map((name) => [name, settings.mcpServers[name]]));
  const { inspectServers } = await import('@artemis/mcp');
  using deadline = Deadline.start({ clock: systemClock, timeoutMs, label: 'MCP servers' });
  return await inspectServers(mcpOptions(invocation, { ...settings, mcpServers }), deadline);
}

const unknownServer = (name: string, known: readonly string[]): ArtemisError =>
  new ArtemisError('ARTEMIS_E_USAGE', `No MCP server is called "${name}".`, {
    hint: known.length > 0 ? `There are: ${known.join(', ')}.` : 'Name one in .mcp.json, or under mcpServers in your configuration.',
  });
