import type { McpOptions } from '@artemis/mcp';
import type { Settings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';

/** The file with the tools of MCP servers that the user has approved. */
export const approvalsFile = ({ folders }: Pick<Invocation, 'folders'>): string => `${folders.config}/mcp-approved.json`;

/** Options of the tools of MCP servers: what is configured for the plugin, above what the configuration and `.mcp.json` name. */
export const mcpOptions = (
  invocation: Pick<Invocation, 'env' | 'folders'>,
  { mcpServers, projectDir }: Pick<Settings, 'mcpServers' | 'projectDir'>,
  configured: McpOptions = {},
): McpOptions & { readonly approvalsFile: string } => ({
  ...configured,
  projectDir,
  approvalsFile: approvalsFile(invocation),
  environment: invocation.env,
  servers: { ...mcpServers, ...configured.servers },
});
