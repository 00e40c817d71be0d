import { sanitizeLine } from '@artemis/core';
import type { InspectedServer, InspectedTool } from '@artemis/mcp';
import { plural } from '../render/amounts.ts';
import { bad, good, line, warning, type Line } from '../terminal/line.ts';

const shownChars = 100;

/** Said where there is nothing to look at. */
export const nothingConfigured = line('No MCP server is configured that may be started: name one in .mcp.json, and trust it.');

/** The servers and their tools, for people. */
export function renderServers(
  servers: readonly InspectedServer[],
  { command, verbose }: { readonly command: string; readonly verbose: boolean },
): readonly Line[] {
  const waiting = servers.filter(({ tools }) => tools.some(({ approval }) => approval !== 'approved'));
  const names = waiting.map(({ name }) => name);
  const hint =
    names.length > 0 ? [line(''), line(`Runs use only tools that you have approved: ${command} mcp approve ${names.join(' ')}`)] : [];
  return [...servers.flatMap((server) => renderServer(server, verbose)), ...hint];
}

function renderServer(server: InspectedServer, verbose: boolean): readonly Line[] {
  const { problem, left } = server;
  if (problem !== null) return [bad(`${server.name}  ${problem}`)];
  return [headOf(server), ...server.tools.map((tool) => renderTool(tool, verbose)), ...left.map((text) => warning(`  left out: ${text}`))];
}

function headOf({ name, kind, required, tools }: InspectedServer): Line {
  const approved = tools.filter(({ approval }) => approval === 'approved').length;
  const text = `${name}  ${kind}${required ? ', required' : ''}: ${plural(tools.length, 'tool')}, ${approved} approved`;
  return approved === tools.length ? good(text) : warning(text);
}

const marks = { approved: 'approved', new: 'new     ', changed: 'CHANGED ' } as const;

/** The beginning of what a tool says of itself; all of it, and what its arguments say, where it is to be approved. */
export function renderTool({ name, description, parameters, hash, approval }: InspectedTool, whole: boolean): Line {
  const said = whole ? `${sanitizeLine(description)} ${JSON.stringify(parameters)}` : sanitizeLine(description, shownChars);
  return line(`  ${marks[approval]}  ${hash.slice(0, 12)}  ${name}  ${said}`, approval === 'changed' ? 'warning' : 'plain');
}
