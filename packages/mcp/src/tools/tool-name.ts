import { createHash } from 'node:crypto';

const mostChars = 64;
const hashChars = 8;

/**
 * The name under which a model calls a tool: `mcp__server__tool`, as every vendor accepts. The beginning keeps it from looking like
 * a built-in tool. Whatever had to be changed for it gets a hash at the end, so that two tools never share a name by accident.
 */
export function toolName(server: string, tool: string): string {
  const plain = `mcp__${plainWord(server)}__${plainWord(tool)}`;
  const isExact = plainWord(server) === server && plainWord(tool) === tool && !server.includes('__') && !server.endsWith('_');
  if (isExact && plain.length <= mostChars) return plain;
  const hash = createHash('sha256')
    .update(JSON.stringify([server, tool]))
    .digest('hex')
    .slice(0, hashChars);
  return `${plain.slice(0, mostChars - hashChars - 1)}_${hash}`;
}

const plainWord = (text: string): string => text.replaceAll(/[^a-zA-Z0-9_-]/g, '_');
