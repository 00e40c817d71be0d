import type { InspectedServer } from '@artemis/mcp';
import type { Invocation } from '../invocation.ts';
import { inspectConfigured } from '../mcp/inspect-configured.ts';
import { nothingConfigured, renderServers } from '../mcp/render-servers.ts';

/** `artemis mcp list [server...]`: starts the configured servers, shows what they have and what of it is approved, and ends them. */
export async function list(invocation: Invocation, ...names: string[]): Promise<number> {
  const { terminal, options, command } = invocation;
  const servers = await inspectConfigured(invocation, names);
  if (options.json) terminal.out.prettyJson({ version: 1, servers: servers.map(documentOf) });
  else if (servers.length === 0) terminal.out.print(nothingConfigured);
  else terminal.out.print(...renderServers(servers, { command, verbose: options.verbose }));
  return 0;
}

const documentOf = ({ name, kind, required, problem, tools, left }: InspectedServer): object => ({
  name,
  kind,
  required,
  problem,
  tools: tools.map(({ offeredAs, hash, ...tool }) => ({ ...tool, offered_as: offeredAs, sha256: hash })),
  left_out: left,
});
