import { z } from '../zod.ts';
import type { CallContext } from '../../resilience/call-context.ts';
import type { Overlay } from '../overlay.ts';
import { quote } from '../quote.ts';
import { agentTool, done, failed, type AgentTool } from './agent-tool.ts';

const maxMatches = 60;
const maxLineChars = 200;
const filesAtOnce = 16;

/** Finds plain text in files. No regular expressions: one that a model made up can run for ever. */
export const searchTool = (overlay: Overlay): AgentTool =>
  agentTool({
    name: 'search',
    description: 'Find plain text (no regex, case ignored) in all files or those below a path.',
    effect: 'reads',
    input: z.object({ text: z.string().check(z.minLength(1)), path: z.optional(z.string()) }),
    async run({ text, path }, call) {
      const prefix = overlay.pathOf(path ?? '').replace(/^\.?\/*|\/+$/g, '');
      const paths = (await overlay.list()).filter((name) => prefix === '' || name === prefix || name.startsWith(`${prefix}/`));
      if (paths.length === 0) return failed(`There are no files at ${path ?? 'all'}.`);
      const found = await matchesIn(overlay, paths, text.toLowerCase(), call);
      if (found.length === 0) return done(`"${text}" stands in none of ${paths.length} files.`);
      const more = found.length > maxMatches ? '\nThere are more; narrow the search.' : '';
      return done(quote(`matches of "${text}"`, found.slice(0, maxMatches).join('\n')) + more);
    },
  });

async function matchesIn(overlay: Overlay, paths: readonly string[], text: string, call: CallContext): Promise<readonly string[]> {
  const found: string[] = [];
  for (let at = 0; at < paths.length && found.length <= maxMatches; at += filesAtOnce) {
    call.signal.throwIfAborted();
    const batch = paths.slice(at, at + filesAtOnce);
    // A file that cannot be read, such as a picture, has no text to find.
    const texts = await Promise.all(batch.map((path) => overlay.read(path).catch(() => null)));
    for (const [index, path] of batch.entries()) found.push(...matchesOf(path, texts[index] ?? '', text));
  }
  return found;
}

function matchesOf(path: string, content: string, text: string): readonly string[] {
  if (!content.toLowerCase().includes(text)) return [];
  return content
    .split('\n')
    .flatMap((line, index) => (line.toLowerCase().includes(text) ? [`${path}:${index + 1}: ${line.trim().slice(0, maxLineChars)}`] : []))
    .slice(0, maxMatches + 1);
}
