import { createHash } from 'node:crypto';
import { expandVariables } from './expand-variables.ts';
import type { BrokenEntry, ConfiguredServers, ProcessServer, RemoteServer, ServerBasics, ServerConfig } from './server-config.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Fields = Readonly<Record<string, unknown>>;

const defaults = { callTimeoutMs: 60_000, startTimeoutMs: 30_000 } as const;
const longestMs = 600_000;
const validName = /^[^\p{C}]{1,64}$/u;

/**
 * Reads the value of `mcpServers`, as `.mcp.json` has it. Variables are filled in. An entry that cannot be used costs only itself;
 * one that says `disabled` is left out; keys of other programs are passed over.
 *
 * @param value - Names and entries; anything else holds no server.
 */
export function readServers(value: unknown, environment: Environment): ConfiguredServers {
  const servers: ServerConfig[] = [];
  const broken: BrokenEntry[] = [];
  for (const [name, entry] of Object.entries(isRecord(value) ? value : {})) {
    const { required } = isRecord(entry) ? entry : {};
    if (isRecord(entry) && entry['disabled'] === true) continue;
    const read = readEntry(name, entry, environment);
    if (typeof read === 'string') broken.push({ name, required: required === true, problem: read });
    else servers.push(read);
  }
  return { servers, broken };
}

/** @returns What is wrong with it, where it cannot be used. */
function readEntry(name: string, entry: unknown, environment: Environment): ServerConfig | string {
  if (!validName.test(name)) return 'its name is empty, too long or not plain text';
  if (!isRecord(entry)) return 'it is no object';
  const basics = readBasics(name, entry);
  if (typeof basics === 'string') return basics;
  const type = entry['type'] ?? (entry['command'] === undefined ? 'http' : 'stdio');
  const read = type === 'stdio' ? readProcess(basics, entry) : readRemote(basics, entry, type);
  return typeof read === 'string' ? read : expanded(read, environment);
}

function readBasics(name: string, entry: Fields): ServerBasics | string {
  const { required = false } = entry;
  if (typeof required !== 'boolean') return '"required" is neither true nor false';
  const times: Record<keyof typeof defaults, number> = { ...defaults };
  for (const key of ['callTimeoutMs', 'startTimeoutMs'] as const) {
    const value = entry[key] ?? defaults[key];
    if (typeof value !== 'number' || !(value >= 1 && value <= longestMs)) return `"${key}" is no number of milliseconds up to ${longestMs}`;
    times[key] = value;
  }
  return { name, identity: identityOf(entry), required, ...times };
}

/** Of what is started or spoken to, without what only fills it in: a new token is no new server. */
function identityOf({ command, args, cwd, url }: Fields): string {
  return createHash('sha256')
    .update(JSON.stringify([command ?? null, args ?? [], cwd ?? null, url ?? null]))
    .digest('hex');
}

function readProcess(basics: ServerBasics, { command, args = [], env = {}, cwd }: Fields): ProcessServer | string {
  if (typeof command !== 'string' || command.trim() === '') return '"command" is no program';
  if (!Array.isArray(args) || !args.every((arg) => typeof arg === 'string')) return '"args" is no list of texts';
  if (!isTexts(env)) return '"env" is no object of texts';
  if (cwd !== undefined && typeof cwd !== 'string') return '"cwd" is no path';
  return { ...basics, kind: 'stdio', command, args, env, ...(cwd !== undefined && { cwd }) };
}

function readRemote(basics: ServerBasics, { url, headers = {} }: Fields, type: unknown): RemoteServer | string {
  const kind = kinds.get(type);
  if (!kind) return `"type" is ${JSON.stringify(type)}, and known are stdio, http and sse`;
  if (typeof url !== 'string') return '"url" is no address';
  if (!isTexts(headers)) return '"headers" is no object of texts';
  return { ...basics, kind, url, headers };
}

const kinds: ReadonlyMap<unknown, RemoteServer['kind']> = new Map([
  ['http', 'http'],
  ['streamable-http', 'http'],
  ['streamableHttp', 'http'],
  ['sse', 'sse'],
] as const);

/** The server with its variables filled in. */
function expanded(server: ServerConfig, environment: Environment): ServerConfig | string {
  const missing = new Set<string>();
  const fill = (text: string): string => {
    const expansion = expandVariables(text, environment);
    for (const name of expansion.missing) missing.add(name);
    return expansion.text;
  };
  const filled = server.kind === 'stdio' ? filledProcess(server, fill) : filledRemote(server, fill);
  if (missing.size > 0) return `${[...missing].join(', ')} ${missing.size === 1 ? 'is' : 'are'} not set`;
  return filled.kind === 'stdio' ? filled : (remoteProblem(filled) ?? filled);
}

/** What is said of an address and its headers never shows them: both may hold secrets. */
function remoteProblem({ url, headers }: RemoteServer): string | null {
  const { protocol = '', username = '', password = '' } = URL.parse(url) ?? {};
  if (protocol !== 'http:' && protocol !== 'https:') return '"url" is no http address';
  if (username !== '' || password !== '') return '"url" holds a name or a password; send them in a header';
  const bad = Object.entries(headers).some(([name, value]) => !headerName.test(name) || !headerValue.test(value));
  return bad ? '"headers" holds something that is no header' : null;
}

const headerName = /^[\w!#$%&'*+.^`|~-]{1,100}$/;
const headerValue = /^[\x20-\x7e\t]{0,8192}$/;

const filledProcess = (server: ProcessServer, fill: (text: string) => string): ProcessServer => ({
  ...server,
  command: fill(server.command),
  args: server.args.map(fill),
  env: mapped(server.env, fill),
  ...(server.cwd !== undefined && { cwd: fill(server.cwd) }),
});

const filledRemote = (server: RemoteServer, fill: (text: string) => string): RemoteServer => ({
  ...server,
  url: fill(server.url),
  headers: mapped(server.headers, fill),
});

const mapped = (texts: Readonly<Record<string, string>>, fill: (text: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fill(text)]));

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.values(value).every((text) => typeof text === 'string');
