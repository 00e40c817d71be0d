import type { Tool } from '../../capability/mcp.ts';
import type { Clock } from '../../ports/clock.ts';
import { withDeadline } from '../../resilience/with-deadline.ts';
import { capText } from '../cap-text.ts';
import { quote } from '../quote.ts';
import type { AgentTool } from './agent-tool.ts';

const timeoutMs = 120_000;
const maxResultChars = 16_000;

/** A tool from outside, such as one of an MCP server: nobody knows what it changes, how long it takes, or how much it says. */
export const externalTool = (tool: Tool, clock: Clock): AgentTool => ({
  name: tool.name,
  description: tool.description,
  parameters: tool.parameters,
  effect: 'changes',
  async run(input, call) {
    const { ok, text } = await withDeadline((inner) => tool.run(input, inner), { clock, label: `tool ${tool.name}`, timeoutMs, call });
    return { ok, text: quote(tool.name, capText(text, maxResultChars)) };
  },
});
