import { describeFailure } from '@artemis/core';
import { McpError } from '../mcp-error.ts';

/** The package that speaks the protocol. */
export type ClientModule = typeof import('@modelcontextprotocol/client');

/** Loads it when the first server is needed. @throws McpError `ARTEMIS_E_MCP_CLIENT` */
export async function loadClient(): Promise<ClientModule> {
  try {
    return await import('@modelcontextprotocol/client');
  } catch (error) {
    throw new McpError('ARTEMIS_E_MCP_CLIENT', `The MCP client cannot be loaded: ${describeFailure(error)}.`, { cause: error });
  }
}
