// The plugin
export { default, default as mcpPlugin } from './mcp-plugin.ts';
export type { McpOptions, McpPorts } from './mcp-options.ts';

// Looking at servers, and approving their tools
export { inspectServers } from './inspect/inspect-servers.ts';
export type { InspectedServer, InspectedTool } from './inspect/inspected-server.ts';
export type { ApprovalState, Approvals, ApprovedServer } from './tools/approvals.ts';
export { readApprovals, writeApprovals } from './tools/approvals-file.ts';

// Errors
export { mcpErrorCodes, type McpErrorCode } from './error-codes.ts';
export { McpError } from './mcp-error.ts';
