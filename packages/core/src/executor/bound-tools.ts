import type { ListTools } from '../capability/mcp.ts';
import type { Serving } from './while-serving.ts';

/** The same tools, which can neither be asked for nor run once the component serves no more. */
export function boundTools(list: ListTools, serving: Serving): ListTools {
  const bound = serving.bound((_: null, call) => list(call));
  return async (call) =>
    (await bound(null, call)).map((tool) => ({ ...tool, run: serving.bound((input, inner) => tool.run(input, inner)) }));
}
