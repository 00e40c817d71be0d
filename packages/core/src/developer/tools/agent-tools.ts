import type { DevelopRequest } from '../../capability/supervision.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Overlay } from '../overlay.ts';
import type { AgentTool } from './agent-tool.ts';
import { deleteTool } from './delete-tool.ts';
import { editTool } from './edit-tool.ts';
import { externalTool } from './external-tool.ts';
import { finishTool } from './finish-tool.ts';
import { listTool } from './list-tool.ts';
import { readTool } from './read-tool.ts';
import { runGateTool } from './run-gate-tool.ts';
import { searchTool } from './search-tool.ts';
import { writeTool } from './write-tool.ts';

/** What the tools work on. */
export interface ToolSetting {
  readonly overlay: Overlay;
  readonly request: DevelopRequest;
  readonly clock: Clock;
  readonly onFinish: (summary: string) => void;
}

/** All tools of the agent by name. A tool from outside cannot take the name of a built-in one. */
export function agentTools({ overlay, request, clock, onFinish }: ToolSetting): ReadonlyMap<string, AgentTool> {
  const builtIn = [
    readTool(overlay),
    listTool(overlay),
    searchTool(overlay),
    writeTool(overlay),
    editTool(overlay),
    deleteTool(overlay),
    runGateTool(overlay, request.check),
    finishTool(overlay, onFinish),
  ];
  const tools = new Map(builtIn.map((tool) => [tool.name, tool]));
  for (const tool of request.tools) if (!tools.has(tool.name)) tools.set(tool.name, externalTool(tool, clock));
  return tools;
}
