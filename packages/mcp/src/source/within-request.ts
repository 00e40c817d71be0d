import type { AbsentTools, Tool, ToolList } from '@artemis/core';

/** Most characters that all tools together may say of themselves: every question to the model repeats them, about four to a token. */
const mostChars = 120_000;

/** Leaves out the tools for which a question has no room, and says whose they are. Those that come first stay. */
export function withinRequest({ tools, absent }: ToolList): ToolList {
  let chars = 0;
  const fits = ({ name, description, parameters }: Tool): boolean =>
    (chars += name.length + description.length + JSON.stringify(parameters).length) <= mostChars;
  const kept = tools.filter(fits);
  const left = Map.groupBy(tools.slice(kept.length), ({ origin = '' }) => origin);
  const missing = [...left].map(([origin, list]): AbsentTools => ({
    origin,
    state: 'gone',
    reason: `There is no room for ${list.length} of its tools: all tools together say too much.`,
    code: 'ARTEMIS_E_MCP_ROOM',
    required: false,
  }));
  return { tools: kept, absent: [...absent, ...missing] };
}
