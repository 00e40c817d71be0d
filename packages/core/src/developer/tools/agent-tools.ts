import type { DevelopRequest } from '../../capability/supervision.ts';
import type { Overlay } from '../overlay.ts';
import { deleteTool } from './delete-tool.ts';
import { editTool } from './edit-tool.ts';
import { finishTool } from './finish-tool.ts';
import { listTool } from './list-tool.ts';
import { readTool } from './read-tool.ts';
import { runGateTool } from './run-gate-tool.ts';
import { searchTool } from './search-tool.ts';
import { Toolbox } from './toolbox.ts';
import { writeTool } from './write-tool.ts';

/** What the tools work on. */
export interface ToolSetting {
  readonly overlay: Overlay;
  readonly request: DevelopRequest;
  readonly onFinish: (summary: string) => void;
}

/** All tools of the agent. Those from outside are there once it has been refreshed. */
export function agentTools({ overlay, request, onFinish }: ToolSetting): Toolbox {
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
  return new Toolbox(builtIn, request.tools);
}
