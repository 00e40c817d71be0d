import { z } from '../zod.ts';
import type { Overlay } from '../overlay.ts';
import { agentTool, done, failed, type AgentTool } from './agent-tool.ts';

/** Ends the work: `onFinish` is told what the agent says it did. To have changed nothing is questioned once. */
export function finishTool(overlay: Overlay, onFinish: (summary: string) => void): AgentTool {
  let questioned = false;
  return agentTool({
    name: 'finish',
    description: 'End the work when the task is done.',
    effect: 'ends',
    input: z.object({ summary: z.string().check(z.describe('what you did and why, briefly')) }),
    async run({ summary }) {
      if (!overlay.isChanged && !questioned) {
        questioned = true;
        return failed('No file has been changed. If the task needs a change, make it; if it truly needs none, call finish again.');
      }
      onFinish(summary);
      return done('Finished.');
    },
  });
}
