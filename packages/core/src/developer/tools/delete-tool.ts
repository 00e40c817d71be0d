import { z } from '../zod.ts';
import type { Overlay } from '../overlay.ts';
import { agentTool, done, failed, type AgentTool } from './agent-tool.ts';

/** Removes a file. */
export const deleteTool = (overlay: Overlay): AgentTool =>
  agentTool({
    name: 'delete',
    description: 'Delete a file.',
    effect: 'changes',
    input: z.object({ path: z.string().check(z.minLength(1)) }),
    async run({ path }) {
      if ((await overlay.read(path)) === null) return failed(`There is no file ${path}.`);
      await overlay.delete(path);
      return done(`Deleted ${overlay.pathOf(path)}.`);
    },
  });
