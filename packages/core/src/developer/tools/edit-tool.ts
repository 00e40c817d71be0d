import { z } from '../zod.ts';
import { editText } from '../edit/edit-text.ts';
import type { Overlay } from '../overlay.ts';
import { quote } from '../quote.ts';
import { agentTool, done, failed, type AgentTool } from './agent-tool.ts';
import { objectionTo } from './check-new-text.ts';

const smallFileChars = 6_000;

/** Replaces a piece of a file. After a second failure in the same small file the model sees it whole, to write it anew. */
export function editTool(overlay: Overlay): AgentTool {
  const failures = new Map<string, number>();
  return agentTool({
    name: 'edit',
    description: 'Replace one piece of a file. Quote "old" exactly, with enough lines to be unique.',
    effect: 'changes',
    input: z.object({
      path: z.string().check(z.minLength(1)),
      old: z.string(),
      new: z.string(),
      all: z.optional(z.boolean().check(z.describe('every place'))),
    }),
    async run({ path, ...edit }) {
      const before = await overlay.read(path);
      const outcome = editText(before, edit);
      if (outcome.kind === 'refused') {
        const count = (failures.get(overlay.pathOf(path)) ?? 0) + 1;
        failures.set(overlay.pathOf(path), count);
        const whole =
          count > 1 && before !== null && before.length <= smallFileChars
            ? `\nThe whole file, to give anew with write:\n${quote(path, before)}`
            : '';
        return failed(`Not edited. ${outcome.reason}${whole}`);
      }
      const objection = objectionTo(path, outcome.text, before);
      if (objection !== null) return failed(objection);
      await overlay.write(path, outcome.text);
      failures.delete(overlay.pathOf(path));
      const places = outcome.places > 1 ? ` at ${outcome.places} places` : '';
      return done(
        `Edited ${overlay.pathOf(path)}${places}${outcome.how === 'tolerant' ? ', allowing for differences in spacing or context' : ''}.`,
      );
    },
  });
}
