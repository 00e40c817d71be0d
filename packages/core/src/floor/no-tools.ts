import type { ToolSource } from '../capability/mcp.ts';

/** Adds no tool to the built-in ones. */
export const noTools: ToolSource = { tools: async () => ({ tools: [], absent: [] }) };
