import { compiledTools } from './compiled-tools.ts';
import { scriptTools } from './script-tools.ts';
import type { ToolRow } from './tool-row.ts';

/** Every tool Artemis knows, in the order they are asked. */
export const toolTable: readonly ToolRow[] = [...scriptTools, ...compiledTools];

/** The row of a tool. */
export const toolRow = (name: string): ToolRow | undefined => toolTable.find((row) => row.name === name);
