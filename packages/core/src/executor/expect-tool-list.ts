import type { AbsentTools, OfferedTool, Tool, ToolList } from '../capability/mcp.ts';
import { badShape } from './expect-shape.ts';
import { plainCopy } from './plain-copy.ts';

/** What every vendor of models accepts as the name of a tool. */
const validName = /^[a-zA-Z0-9_-]{1,64}$/;

/**
 * Lets a list of tools through when it has the shape its contract promises. Tools can be run, so only what describes them is JSON.
 * A name that comes twice counts once.
 *
 * @throws ArtemisError `ARTEMIS_E_BAD_SHAPE`; the component has then failed, and the next one serves.
 */
export function expectToolList(answer: ToolList): ToolList {
  if (!isRecord(answer) || !Array.isArray(answer.tools)) throw badShape('tools');
  const absent = plainCopy(answer.absent);
  if (!Array.isArray(absent) || !absent.every(isAbsent)) throw badShape('tools');
  const tools = new Map<string, Tool>();
  for (const tool of answer.tools.map(expectTool)) if (!tools.has(tool.name)) tools.set(tool.name, tool);
  return { tools: [...tools.values()], absent };
}

/** What is told of a tool, without what runs it. */
export function offeredTool({ name, description, parameters, origin, reachableFrom }: OfferedTool): OfferedTool {
  return {
    name,
    description,
    parameters,
    ...(origin !== undefined && { origin }),
    ...(reachableFrom !== undefined && { reachableFrom }),
  };
}

function expectTool(tool: Tool): Tool {
  const offered = isRecord(tool) ? plainCopy(offeredTool(tool)) : null;
  if (!isOffered(offered) || typeof tool.run !== 'function') throw badShape('tools');
  return { ...offeredTool(offered), run: (input, call) => tool.run(input, call) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

const isOffered = (value: unknown): value is OfferedTool =>
  isRecord(value) &&
  isText(value['name']) &&
  validName.test(value['name']) &&
  isText(value['description']) &&
  isRecord(value['parameters']) &&
  (value['origin'] === undefined || isText(value['origin'])) &&
  (value['reachableFrom'] === undefined || (Array.isArray(value['reachableFrom']) && value['reachableFrom'].every(isText)));

const isAbsent = (value: unknown): value is AbsentTools =>
  isRecord(value) &&
  isText(value['origin']) &&
  (value['state'] === 'joining' || value['state'] === 'gone') &&
  isText(value['reason']) &&
  (value['code'] === undefined || isText(value['code'])) &&
  typeof value['required'] === 'boolean';
