import type { MetricsCollector } from '@artemis/core';
import type { McpSettings } from './mcp-settings.ts';
import { serversOf } from './servers-of.ts';
import { LiveServers } from './source/live-servers.ts';
import { readApprovals } from './tools/approvals-file.ts';

/** Everything that speaks to servers, in one piece that is loaded when the first of them is needed. */
export function openLiveServers(settings: McpSettings, metrics: MetricsCollector): LiveServers {
  const { clock, random, fileSystem, approvalsFile, configured } = settings;
  const { servers, checks } = serversOf(settings, (server, kind) => metrics.increment(`artemis.mcp.${kind}_messages`, { server }));
  const approvals = () => readApprovals(approvalsFile, fileSystem);
  return new LiveServers({ servers, broken: configured.broken, clock, random, checks, approvals });
}
