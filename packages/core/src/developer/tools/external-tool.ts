import type { Tool } from '../../capability/mcp.ts';
import { capText } from '../cap-text.ts';
import { quote } from '../quote.ts';
import type { AgentTool } from './agent-tool.ts';

const maxResultChars = 16_000;

/** A tool from outside, such as one of an MCP server: nobody knows what it changes, or how much it says. */
export const externalTool = (tool: Tool): AgentTool => ({
  name: tool.name,
  description: tool.description,
  parameters: tool.parameters,
  effect: 'changes',
  async run(input, call) {
    const { ok, text } = await tool.run(input, call);
    return { ok, text: quote(tool.name, capText(text, maxResultChars)) };
  },
});
