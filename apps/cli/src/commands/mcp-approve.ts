import { ArtemisError } from '@artemis/core';
import type { Approvals, InspectedServer } from '@artemis/mcp';
import { approvalsFile } from '../compose/mcp-options.ts';
import type { Invocation } from '../invocation.ts';
import { changeApprovals } from '../mcp/change-approvals.ts';
import { inspectConfigured } from '../mcp/inspect-configured.ts';
import { nothingConfigured, renderTool } from '../mcp/render-servers.ts';
import { askYesNo } from '../terminal/ask-yes-no.ts';
import { plural } from '../render/amounts.ts';
import { bad, good, line, type Line } from '../terminal/line.ts';

/** `artemis mcp approve [server...] [--yes] [--together] [--remove]`: lets runs use the tools as they are now, each by its hash. */
export async function approve(invocation: Invocation, ...names: string[]): Promise<number> {
  const { terminal, options } = invocation;
  const inspected = await inspectConfigured(invocation, names);
  const servers = inspected.filter((server) => server.identity !== null);
  const [remove, together] = [options.switches.has('remove'), options.switches.has('together')];
  if (together && names.length < 2) throw tooFew();
  const agreed = remove || (await agrees(invocation, servers, together));
  if (agreed) await save(invocation, servers, { remove, together });
  if (options.json) terminal.out.prettyJson({ version: 1, approved: agreed && !remove, servers: servers.map(documentOf) });
  else if (inspected.length === 0) terminal.out.print(nothingConfigured);
  else terminal.out.print(...summary(inspected, agreed, remove));
  return agreed ? 0 : 1;
}

/** Shows what there is to approve, and asks. Where nobody can be asked, only `--yes` is a yes. */
async function agrees({ terminal, options }: Invocation, servers: readonly InspectedServer[], together: boolean): Promise<boolean> {
  const fresh = servers.flatMap((server) => unapproved(server).map((tool) => ({ server, tool })));
  if (fresh.length === 0 && !together) return true;
  for (const server of servers.filter((one) => unapproved(one).length > 0))
    terminal.err.print(line(server.name, 'strong'), ...unapproved(server).map((tool) => renderTool(tool, true)));
  if (options.switches.has('yes')) return true;
  if (!options.input || !process.stdin.isTTY) throw nobodyToAsk();
  const partners = together ? `, and ${servers.map(({ name }) => name).join(' and ')} work together` : '';
  const question = `Let runs use ${plural(fresh.length, 'tool')} as they are now${partners}?`;
  return askYesNo(question, { input: process.stdin, write: (text) => terminal.err.write(text), signal: new AbortController().signal });
}

async function save(
  { folders }: Invocation,
  servers: readonly InspectedServer[],
  { remove, together }: { readonly remove: boolean; readonly together: boolean },
): Promise<void> {
  await changeApprovals(approvalsFile({ folders }), (before): Approvals => {
    // What was approved of a server that does not work just now stays as it is.
    const seen = servers.filter(({ problem }) => remove || problem === null);
    const identities = seen.flatMap(({ identity }) => (identity === null ? [] : [identity]));
    const others = Object.entries(before.servers).filter(([identity]) => !identities.includes(identity));
    const groups = before.together.filter((group) => !remove || !group.some((identity) => identities.includes(identity)));
    return {
      servers: Object.fromEntries(remove ? others : [...others, ...seen.flatMap(entryOf)]),
      together: together && !remove ? [...groups, identities] : groups,
    };
  });
}

function entryOf({ identity, name, tools }: InspectedServer): readonly (readonly [string, Approvals['servers'][string]])[] {
  if (identity === null) return [];
  return [[identity, { name, tools: Object.fromEntries(tools.map((tool) => [tool.name, tool.hash])) }]];
}

const unapproved = ({ tools }: InspectedServer) => tools.filter(({ approval }) => approval !== 'approved');

function summary(servers: readonly InspectedServer[], agreed: boolean, remove: boolean): readonly Line[] {
  if (!agreed) return [line('Nothing was approved.')];
  return servers.map(({ name, identity, problem, tools }) => {
    if (remove && identity !== null) return good(`${name}: nothing is approved any more`);
    return problem === null ? good(`${name}: ${plural(tools.length, 'tool')} approved until they change`) : bad(`${name}: ${problem}`);
  });
}

const documentOf = ({ name, problem, tools }: InspectedServer): object => ({
  name,
  problem,
  tools: tools.map((tool) => ({ name: tool.name, sha256: tool.hash })),
});

const tooFew = (): ArtemisError =>
  new ArtemisError('ARTEMIS_E_USAGE', 'There is nobody to work together.', {
    hint: 'Name two servers or more: artemis mcp approve github files --together',
  });

const nobodyToAsk = (): ArtemisError =>
  new ArtemisError('ARTEMIS_E_USAGE', 'Nobody can be asked here.', {
    hint: 'Read what is listed above; approve it with: artemis mcp approve --yes',
  });
