import type { CallContext } from '@artemis/core';
import type { McpServer } from './server/mcp-server.ts';
import { approvalOf, type ApprovalState, type Approvals } from './tools/approvals.ts';
import { readApprovals } from './tools/approvals-file.ts';
import type { McpOptions } from './mcp-options.ts';
import { mcpSettings, serversOf } from './mcp-settings.ts';
import { toolName } from './tools/tool-name.ts';

/** What one configured server is and has. */
export interface InspectedServer {
  readonly name: string;
  /** What approvals hold for; `null` for an entry that cannot be used. */
  readonly identity: string | null;
  readonly kind: 'stdio' | 'http' | 'sse' | 'unknown';
  readonly required: boolean;
  /** Why it is not ready; `null` when it is. */
  readonly problem: string | null;
  readonly tools: readonly InspectedTool[];
  /** One sentence for each of its tools that cannot be offered at all. */
  readonly left: readonly string[];
}

/** One tool of a server. */
export interface InspectedTool {
  /** As the server calls it. */
  readonly name: string;
  /** As a model calls it. */
  readonly offeredAs: string;
  readonly description: string;
  readonly hash: string;
  readonly approval: ApprovalState;
}

/**
 * Starts every server once, asks it for its tools, and ends it again.
 *
 * @throws McpError `ARTEMIS_E_MCP_APPROVALS` when the file of approved tools is broken.
 */
export async function inspectServers(options: McpOptions, call: CallContext): Promise<readonly InspectedServer[]> {
  const settings = mcpSettings(options);
  const approvals = await readApprovals(settings.approvalsFile, settings.fileSystem);
  const servers = serversOf(settings, () => {});
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
    hash: tool.hash,
    approval: approvalOf(approvals, identity, tool),
  }));
  const problem = state.kind === 'restarting' || state.kind === 'down' ? state.failure.reason : null;
  return { name, identity, kind, required, problem, tools, left: listing.left };
}
