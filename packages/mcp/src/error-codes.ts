import type { ErrorCodeEntry } from '@artemis/core';

/** Every code this package can throw or report. */
export const mcpErrorCodes = {
  ARTEMIS_E_MCP_CLIENT: {
    exitCode: 69,
    meaning: 'The MCP client is not installed or cannot be loaded.',
    remedy: 'Install the package `@modelcontextprotocol/client`; until then no server is used.',
  },
  ARTEMIS_E_MCP_CONFIG: {
    exitCode: 2,
    meaning: 'The entry of an MCP server cannot be used as it is written.',
    remedy: 'Correct what the message names; the other servers are not touched by it.',
  },
  ARTEMIS_E_MCP_START: {
    exitCode: 69,
    meaning: 'An MCP server could not be started or reached, or did not greet as the protocol wants it.',
    remedy: 'Run its command, or open its address, by hand; `artemis mcp list` shows what it says.',
  },
  ARTEMIS_E_MCP_LATE: {
    exitCode: 69,
    meaning: 'An MCP server is still starting, longer than a run should wait for it.',
    remedy: 'Nothing: its tools join when it is ready. Start it beforehand, or give it more time with `startTimeoutMs`.',
  },
  ARTEMIS_E_MCP_LOST: {
    exitCode: 69,
    meaning: 'An MCP server ended, or was ended because it broke the rules of the connection.',
    remedy: 'Read the last lines it wrote in the message. It is started again by itself, three times.',
  },
  ARTEMIS_E_MCP_TOOL: {
    exitCode: 69,
    meaning: 'A tool of an MCP server failed twice in a row and is withdrawn for some minutes.',
    remedy: 'Look at the server: it is there, and this tool of it does not work.',
  },
  ARTEMIS_E_MCP_ROOM: {
    exitCode: 69,
    meaning:
      'The tools of all MCP servers say more of themselves than a question to the model has room for; the last ones are not offered.',
    remedy: 'Use fewer servers at once, or servers with fewer tools.',
  },
  ARTEMIS_E_MCP_NOT_APPROVED: {
    exitCode: 77,
    meaning: 'Tools of an MCP server are held back: nobody has approved them, or they have changed since.',
    remedy: 'Read what they say and approve them with: artemis mcp approve',
  },
  ARTEMIS_E_MCP_APPROVALS: {
    exitCode: 77,
    meaning: 'The file with the approved tools cannot be read, so no tool counts as approved.',
    remedy: 'Correct the file or remove it, and approve your tools again with: artemis mcp approve',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

/** An error code of this package. */
export type McpErrorCode = keyof typeof mcpErrorCodes;
