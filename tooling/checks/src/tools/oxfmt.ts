import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { runTool } from './run-tool.ts';

/** Reads `oxfmt --list-different`. */
export function parseOxfmt(output: string): Finding[] {
  const paths = output.split('\n').filter((line) => line.trim() !== '');
  return paths.map((path) => ({ path: path.replaceAll('\\', '/'), line: 1, rule: 'oxfmt', message: 'not formatted; run `pnpm format`' }));
}

/** The formatter; its settings are in `.oxfmtrc.json`. */
export const oxfmt: Check = {
  name: 'oxfmt',
  run: ({ root }) => runTool(root, { name: 'oxfmt', args: ['--list-different', '.'], parse: parseOxfmt }),
};
