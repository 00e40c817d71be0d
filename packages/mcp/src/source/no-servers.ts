import type { AbsentTools, ToolSource } from '@artemis/core';
import type { ConfiguredServers } from '../config/server-config.ts';
import { brokenEntryAbsent } from './broken-entry-absent.ts';

/** No server at all, for when not even the client works: it says which are missing, so that one that is required is not forgotten. */
export function noServers({ servers, broken }: ConfiguredServers): ToolSource {
  const absent: readonly AbsentTools[] = [
    ...servers.map(({ name, required }): AbsentTools => ({
      origin: name,
      state: 'gone',
      reason: 'No server can be used at present.',
      code: 'ARTEMIS_E_MCP_CLIENT',
      required,
    })),
    ...broken.map(brokenEntryAbsent),
  ];
  return { tools: async () => ({ tools: [], absent }) };
}
