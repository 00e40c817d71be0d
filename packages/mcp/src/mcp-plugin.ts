import { definePlugin, type CallContext, type Plugin } from '@artemis/core';
import { McpError } from './mcp-error.ts';
import type { McpOptions } from './mcp-options.ts';
import { mcpSettings, serversOf } from './mcp-settings.ts';
import { LiveServers } from './source/live-servers.ts';
import { noServers } from './source/no-servers.ts';
import { readApprovals } from './tools/approvals-file.ts';

/**
 * The mcp plugin: registers the tools of the configured servers, and below them nothing but the word which of them are missing.
 * Nothing happens on import, and no server is started before the first call. Servers come up in the background: a run waits only for
 * those that are `required`.
 *
 * @throws InvalidOptionError for a path that is not absolute.
 */
export default function mcpPlugin(options: McpOptions = {}): Plugin {
  const settings = mcpSettings(options);
  const { connection, random, checks, configured, fileSystem, approvalsFile } = settings;
  return definePlugin({
    name: '@artemis/mcp',
    apiVersion: 1,
    setup(host) {
      const servers = serversOf(settings, (server, kind) => host.metrics.increment(`artemis.mcp.${kind}_messages`, { server }));
      host.register('mcp', {
        primary: {
          name: 'servers',
          create: () =>
            new LiveServers({
              servers,
              broken: configured.broken,
              clock: connection.clock,
              random,
              checks,
              approvals: () => readApprovals(approvalsFile, fileSystem),
            }),
          checkHealth: (source, call) => (source instanceof LiveServers ? allReady(source, call) : Promise.resolve()),
          dispose: (source) => (source instanceof LiveServers ? source.close() : undefined),
        },
        fallback: { name: 'no-servers', create: () => noServers(configured) },
      });
    },
  });
}

/** Rejects with what is missing, once every server has come up or has failed. */
async function allReady(source: LiveServers, call: CallContext): Promise<void> {
  await source.firstTries(call);
  const { absent } = await source.tools(call);
  const [first] = absent;
  if (first) throw new McpError('ARTEMIS_E_MCP_LOST', absent.map(({ origin, reason }) => `${origin}: ${reason}`).join(' '));
}
