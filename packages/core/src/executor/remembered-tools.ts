import { createHash } from 'node:crypto';
import type { Tool, ToolResult } from '../capability/mcp.ts';
import { expectShape } from './expect-shape.ts';
import type { Run } from './run.ts';

/** Tools from outside whose calls the journal keeps: a resumed run is given the old result, and nothing is done twice. */
export function rememberedTools(run: Run, attempt: number, tools: readonly Tool[]): readonly Tool[] {
  const occurrences = new Map<string, number>();
  return tools.map((tool) => ({
    name: tool.name,
    description: tool.description,
    parameters: tool.parameters,
    async run(input, call) {
      const hash = createHash('sha256')
        .update(JSON.stringify([tool.name, input]))
        .digest('hex');
      const occurrence = (occurrences.get(hash) ?? 0) + 1;
      occurrences.set(hash, occurrence);
      const key = `tool:${attempt}:${hash}#${occurrence}`;
      if (run.journal.has(key)) return run.journal.recall(key) as ToolResult;
      const result = expectShape('result', await tool.run(input, call));
      await run.journal.remember(key, result);
      return result;
    },
  }));
}
