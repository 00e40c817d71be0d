import type { CallContext } from '@artemis/core';
import type { McpOptions } from '../mcp-options.ts';
import { mcpSettings } from '../mcp-settings.ts';
import type { McpServer } from '../server/mcp-server.ts';
import { serversOf } from '../servers-of.ts';
import { approvalOf, type Approvals } from '../tools/approvals.ts';
import { readApprovals } from '../tools/approvals-file.ts';
import { toolName } from '../tools/tool-name.ts';
import type { InspectedServer, InspectedTool } from './inspected-server.ts';

/** What `inspectServers` does, with everything that it loads. */
export async function lookAtServers(options: McpOptions, call: CallContext): Promise<readonly InspectedServer[]> {
  const settings = mcpSettings(options);
  const approvals = await readApprovals(settings.approvalsFile, settings.fileSystem);
  const { servers } = serversOf(settings, () => {});
  try {
    const inspected = await Promise.all(servers.map((server) => inspect(server, approvals, call)));
    const broken = settings.configured.broken.map(({ name, required, problem }): InspectedServer => ({
      name,
      identity: null,
      kind: 'unknown',
      required,
      problem,
      tools: [],
      left: [],
    }));
    return [...inspected, ...broken];
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}

/** A server is given one try: who looks wants to know why it does not work. */
async function inspect(server: McpServer, approvals: Approvals, call: CallContext): Promise<InspectedServer> {
  server.begin();
  await server.firstTry(call);
  const { state, listing, config } = server;
  const { name, identity, kind, required } = config;
  const tools = listing.tools.map((tool): InspectedTool => ({
    name: tool.name,
    offeredAs: toolName(name, tool.name),
    description: tool.description,
    parameters: tool.inputSchema,
    hash: tool.hash,
    approval: approvalOf(approvals, identity, tool),
  }));
  const problem = state.kind === 'restarting' || state.kind === 'down' ? state.failure.reason : null;
  return { name, identity, kind, required, problem, tools, left: listing.left };
}
