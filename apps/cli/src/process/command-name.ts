import { relative, sep } from 'node:path';

/**
 * How the reader can call this program again: `artemis` where it is installed, `npx @artemis/cli` where npx runs it,
 * `node <path>` in a checkout. Hints are commands to copy, so they must work.
 */
export function commandName(script: string, env: Readonly<Record<string, string | undefined>>, cwd: string): string {
  if (env['npm_command'] === 'exec' && script.includes(`${sep}node_modules${sep}`)) return 'npx @artemis/cli';
  if (!script.endsWith(`${sep}bin.js`) || script.includes(`${sep}node_modules${sep}`)) return 'artemis';
  const path = relative(cwd, script);
  const shown = path.startsWith('..') || path === '' ? script : path;
  return `node ${/^[\w./\\:@-]+$/.test(shown) ? shown : JSON.stringify(shown)}`;
}
