import { inspectServers, writeApprovals, type McpOptions } from '@artemis/mcp';
import { call } from './call.ts';

/** Approves every tool that the servers have now, as a user does who has read them. */
export async function approveAll(
  options: McpOptions & { readonly approvalsFile: string },
  together: readonly string[] = [],
): Promise<void> {
  const inspected = await inspectServers(options, call);
  const servers = Object.fromEntries(
    inspected.flatMap(({ identity, name, tools }) =>
      identity === null ? [] : [[identity, { name, tools: Object.fromEntries(tools.map((tool) => [tool.name, tool.hash])) }]],
    ),
  );
  const group = inspected.flatMap(({ name, identity }) => (identity !== null && together.includes(name) ? [identity] : []));
  await writeApprovals(options.approvalsFile, { servers, together: group.length > 0 ? [group] : [] });
}
