import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { parseJson } from './parse-json.ts';
import type { ConfigFile } from './read-config.ts';

/**
 * Reads `.mcp.json`. It is shared with other programs, so only its servers are looked at, and what is wrong with one of them is for
 * whoever uses it to say.
 *
 * @throws ConfigError when it is no JSON, or does not name its servers in an object.
 */
export async function readMcpFile({ file, text }: ConfigFile): Promise<Config> {
  const value = await parseJson(file, text);
  const servers = isObject(value) ? (value['mcpServers'] ?? {}) : null;
  if (isObject(servers)) return { mcpServers: servers };
  throw new ConfigError({ file, key: 'mcpServers' }, 'it does not name its servers in an object "mcpServers"', {
    hint: 'Write it as {"mcpServers": {"name": {"command": "..."}}}.',
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
