import type { CallContext } from '@artemis/core';
import type { McpOptions } from '../mcp-options.ts';
import type { InspectedServer } from './inspected-server.ts';

/**
 * Starts every server once, asks it for its tools, and ends it again.
 *
 * @throws McpError `ARTEMIS_E_MCP_APPROVALS` when the file of approved tools is broken.
 */
export async function inspectServers(options: McpOptions, call: CallContext): Promise<readonly InspectedServer[]> {
  const { lookAtServers } = await import('./look-at-servers.ts');
  return lookAtServers(options, call);
}
