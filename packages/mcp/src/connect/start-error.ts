import { describeFailure, sanitizeLine } from '@artemis/core';
import type { Transport } from '@modelcontextprotocol/client';
import { McpError } from '../mcp-error.ts';
import { httpStatusOf } from './failure-of.ts';
import { ProcessTransport } from './process-transport.ts';

const shownChars = 200;

/** Says why a server did not greet: how its process ended, what its address answered, or what it said. */
export function startError(server: string, transport: Transport, cause: unknown): McpError {
  const status = httpStatusOf(cause);
  const said = sanitizeLine(describeFailure(cause), shownChars).replace(/\.$/, '');
  const reason =
    transport instanceof ProcessTransport && transport.hasEnded
      ? transport.ending
      : status === null
        ? `it did not greet: ${said}`
        : `its address answers with status ${status}`;
  return new McpError('ARTEMIS_E_MCP_START', `"${server}" is not ready: ${reason}.`, { cause, facts: { server } });
}
