import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('program.mjs', import.meta.url));

/** The entry of a scripted server, as `.mcp.json` would have it. */
export const scriptedEntry = (
  behaviour: string,
  more: { readonly word?: string; readonly required?: boolean; readonly startTimeoutMs?: number } = {},
): object => {
  const { word, ...rest } = more;
  return { command: 'node', args: [program, behaviour, ...(word === undefined ? [] : [word])], ...rest };
};
