import { z } from '../zod.ts';
import type { Overlay } from '../overlay.ts';
import { quote } from '../quote.ts';
import { agentTool, done, failed, type AgentTool } from './agent-tool.ts';

const maxLines = 600;
const maxChars = 24_000;
const maxLineChars = 2_000;

const lineCount = z.int().check(z.gte(1));

/** Shows a file, or a part of it. */
export const readTool = (overlay: Overlay): AgentTool =>
  agentTool({
    name: 'read',
    description: `Show a file, at most ${maxLines} lines at once.`,
    effect: 'reads',
    input: z.object({ path: z.string(), from: z.optional(lineCount.check(z.describe('first line'))), lines: z.optional(lineCount) }),
    async run({ path, from = 1, lines = maxLines }) {
      const text = await overlay.read(path);
      if (text === null) return failed(`There is no file ${path}. Use list or search to find it.`);
      const all = text.split(/\r?\n/);
      const shown = cut(all.slice(from - 1, from - 1 + Math.min(lines, maxLines)));
      if (shown.length === 0) return failed(`${path} has only ${all.length} lines.`);
      const last = from - 1 + shown.length;
      const rest = last < all.length ? `\n${all.length - last} more lines; read on from ${last + 1}.` : '';
      return done(quote(`${path}, lines ${from} to ${last} of ${all.length}`, shown.join('\n')) + rest);
    },
  });

/** As many lines as there is room for, at least one. */
function cut(lines: readonly string[]): readonly string[] {
  const shown: string[] = [];
  let chars = 0;
  for (const line of lines) {
    const text = line.length > maxLineChars ? `${line.slice(0, maxLineChars)} [… ${line.length - maxLineChars} characters left out]` : line;
    chars += text.length;
    if (chars > maxChars && shown.length > 0) break;
    shown.push(text);
  }
  return shown;
}
