import { definePlugin, withDeadline, type CallContext, type Clock, type HealthFinding, type Plugin } from '@artemis/core';
import { McpError } from './mcp-error.ts';
import type { McpOptions } from './mcp-options.ts';
import { mcpSettings } from './mcp-settings.ts';
import { BackgroundServers } from './source/background-servers.ts';
import { noServers } from './source/no-servers.ts';

/**
 * The mcp plugin: registers the tools of the configured servers, and below them nothing but the word which of them are missing.
 * Nothing happens on import, and no server is started before the first call. Servers come up in the background: a run waits only for
 * those that are `required`.
 *
 * @throws InvalidOptionError for a path that is not absolute.
 */
export default function mcpPlugin(options: McpOptions = {}): Plugin {
  const settings = mcpSettings(options);
  const { configured, clock } = settings;
  return definePlugin({
    name: '@artemis/mcp',
    apiVersion: 1,
    setup(host) {
      const load = async () => (await import('./open-live-servers.ts')).openLiveServers(settings, host.metrics);
      host.register('mcp', {
        primary: {
          name: 'servers',
          create: () => new BackgroundServers({ configured, clock, load }),
          checkHealth: (source, call) => (source instanceof BackgroundServers ? healthOf(source, clock, call) : Promise.resolve()),
          dispose: (source) => (source instanceof BackgroundServers ? source.close() : undefined),
        },
        fallback: { name: 'no-servers', create: () => noServers(configured) },
      });
    },
  });
}

/** Time kept back from a health check to say what was found, in milliseconds. */
const reserveMs = 250;

/**
 * What is missing, once every server has come up, has failed, or has had its time. A part of them is better than none: only when
 * nothing is offered at all does the next one below serve as well.
 */
async function healthOf(source: BackgroundServers, clock: Clock, call: CallContext): Promise<HealthFinding | undefined> {
  const timeoutMs = Math.max(call.remainingMs() - reserveMs, 0);
  await withDeadline((inner) => source.firstTries(inner), { clock, label: 'MCP servers', timeoutMs, call }).catch(() => {});
  const { tools, absent } = await source.tools(call);
  if (absent.length === 0) return undefined;
  const message = absent.map(({ origin, reason }) => `${origin}: ${reason}`).join(' ');
  if (tools.length === 0) throw new McpError('ARTEMIS_E_MCP_LOST', message);
  return { state: 'degraded', message };
}
