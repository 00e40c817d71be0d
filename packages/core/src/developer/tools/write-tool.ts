import { z } from '../zod.ts';
import type { Overlay } from '../overlay.ts';
import { agentTool, done, failed, type AgentTool } from './agent-tool.ts';
import { objectionTo } from './check-new-text.ts';

/** Makes a file, or replaces it whole. */
export const writeTool = (overlay: Overlay): AgentTool =>
  agentTool({
    name: 'write',
    description: 'Create a file or replace it whole.',
    effect: 'changes',
    input: z.object({ path: z.string().check(z.minLength(1)), content: z.string() }),
    async run({ path, content }) {
      const before = await overlay.read(path);
      const objection = objectionTo(path, content, before);
      if (objection !== null) return failed(objection);
      await overlay.write(path, content);
      return done(`${before === null ? 'Created' : 'Replaced'} ${overlay.pathOf(path)}: ${content.split('\n').length} lines.`);
    },
  });
