import { z } from '../zod.ts';
import type { Overlay } from '../overlay.ts';
import { quote } from '../quote.ts';
import { agentTool, done, failed, type AgentTool } from './agent-tool.ts';
import { summarisePaths } from './summarise-paths.ts';

const maxLines = 200;

/** Shows which files there are. */
export const listTool = (overlay: Overlay): AgentTool =>
  agentTool({
    name: 'list',
    description: 'List files; folders are counted where there are many.',
    effect: 'reads',
    input: z.object({ folder: z.optional(z.string()) }),
    async run({ folder = '' }) {
      const name = overlay.pathOf(folder).replace(/^\.?\/*|\/+$/g, '');
      const prefix = name === '' ? '' : `${name}/`;
      const paths = (await overlay.list()).filter((path) => path.startsWith(prefix));
      if (paths.length === 0)
        return prefix === '' ? done('The project has no files yet.') : failed(`There is no folder ${name}, or it is empty.`);
      return done(quote(`${paths.length} files`, summarisePaths(paths, prefix, maxLines).join('\n')));
    },
  });
