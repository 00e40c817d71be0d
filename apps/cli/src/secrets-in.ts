import type { ModelSettings } from '@artemis/core';

/** Values of variables that hold keys, by the look of their names. */
export const secretsIn = (env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.entries(env).flatMap(([name, value]) => (value && /(?:_KEY|_TOKEN|_SECRET|PASSWORD)$/.test(name) ? [value] : []));

/** Values that models are reached with: keys, and whatever goes along in headers. */
export const secretsOf = (models: readonly ModelSettings[]): readonly string[] =>
  models.flatMap(({ apiKey, headers = {} }) => [...(apiKey === undefined ? [] : [apiKey]), ...Object.values(headers)]);

type Environment = Readonly<Record<string, string | undefined>>;

/** Shorter values are words like `true`, which must not vanish from everything that is printed. */
const shortest = 6;

/** Values that MCP servers are reached with or started with: what goes along in headers, and in variables that hold keys. */
export const secretsOfServers = (servers: Readonly<Record<string, unknown>>, env: Environment): readonly string[] =>
  Object.values(servers)
    .flatMap((entry) => {
      const { headers, env: variables } = fieldsOf(entry);
      return [...Object.values(fieldsOf(headers)), ...secretsIn(textsOf(fieldsOf(variables)))];
    })
    .flatMap((value) => (typeof value === 'string' ? [value, ...variablesOf(value).map((name) => env[name])] : []))
    .filter((value): value is string => value !== undefined && value.length >= shortest && !value.includes('${'));

/** Values of the variables that commands of other agents are given by name. */
export const secretsOfAgents = (plugins: Readonly<Record<string, unknown>>, env: Environment): readonly string[] =>
  [plugins['supervision'], plugins['@artemis/supervision']]
    .flatMap((options) => fieldsOf(options)['wrap'] ?? [])
    .flatMap((agent) => {
      const { env: variables } = fieldsOf(agent);
      return Array.isArray(variables) ? variables.map((name) => env[String(name)]) : Object.values(secretsIn(textsOf(fieldsOf(variables))));
    })
    .filter((value): value is string => value !== undefined && value.length >= shortest);

const variablesOf = (text: string): readonly string[] => [...text.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name);

/** What somebody has written as an object; nothing where it is none. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const textsOf = (fields: Readonly<Record<string, unknown>>): Environment =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
