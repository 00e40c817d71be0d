import type { ModelSettings } from '@artemis/core';
import type { Config, ConfiguredModel } from '../config/config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Asked for when nobody names a model. */
export const defaultModel = 'gpt-5.1';

/** Vendors that the part before a slash may mean. Others are a part of the name, as servers with many models have it. */
const knownVendors: ReadonlySet<string> = new Set(['openai', 'anthropic']);

/** Some servers want a key and look at none. */
const placeholderKey = 'no-key';

/** Where model names may come from, nearest to the user first. */
export interface ModelSources {
  /** From `--model`, each one time. */
  readonly named: readonly string[];
  readonly env: Environment;
  readonly config: Config['models'];
}

/**
 * The models to use, best first. One that can be reached nowhere, having neither key nor address, is left out.
 *
 * @returns An empty list when no model is configured.
 */
export function configuredModels({ named, env, config = [] }: ModelSources): readonly ModelSettings[] {
  const fromEnv = (env['ARTEMIS_MODEL'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const first = [named, fromEnv, config, [defaultModel]].find((list) => list.length > 0) ?? [];
  return first.flatMap((entry) => settingsOf(typeof entry === 'string' ? splitName(entry) : namedModel(entry), env));
}

interface NamedModel {
  readonly vendor: string;
  readonly model: string;
  readonly baseUrl?: string | undefined;
  readonly keyVariable?: string | undefined;
}

function splitName(name: string): NamedModel {
  const [vendor = '', ...rest] = name.split('/');
  return rest.length > 0 && knownVendors.has(vendor) ? { vendor, model: rest.join('/') } : { vendor: 'openai', model: name };
}

const namedModel = ({ vendor = 'openai', model, baseUrl, keyVariable }: ConfiguredModel): NamedModel => ({
  vendor,
  model,
  baseUrl,
  keyVariable,
});

function settingsOf({ vendor, model, baseUrl, keyVariable }: NamedModel, env: Environment): readonly ModelSettings[] {
  const variables = { openai: ['OPENAI_API_KEY', 'OPENAI_BASE_URL'], anthropic: ['ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL'] }[vendor];
  // A key goes only where it belongs: an address of its own needs a key of its own.
  const variable = keyVariable ?? (baseUrl === undefined ? variables?.[0] : undefined);
  const address = baseUrl ?? filled(env, variables?.[1]);
  const key = filled(env, variable);
  if (variables && key === undefined && address === undefined) return [];
  // A key that is missing where one was named is for the server to refuse: its error then names the variable.
  const apiKey = key ?? (vendor === 'openai' ? placeholderKey : undefined);
  return [
    {
      vendor,
      model,
      ...(address !== undefined && { baseUrl: address }),
      ...(apiKey !== undefined && { apiKey }),
      ...(variable !== undefined && { keyVariable: variable }),
    },
  ];
}

function filled(env: Environment, variable: string | undefined): string | undefined {
  const value = variable === undefined ? '' : (env[variable] ?? '').trim();
  return value === '' ? undefined : value;
}

/** Host of a model, for the reader. */
export function hostOf({ vendor, baseUrl }: ModelSettings): string | null {
  if (baseUrl === undefined) return { openai: 'api.openai.com', anthropic: 'api.anthropic.com' }[vendor] ?? null;
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : null;
}
