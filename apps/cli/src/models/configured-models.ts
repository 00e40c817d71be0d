import type { ModelSettings } from '@artemis/core';
import type { Config, ConfiguredModel } from '../config/config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Asked for when nobody names a model. */
export const defaultModel = 'gpt-5.1';

/** What the environment says about a vendor. */
interface VendorVariables {
  readonly key: string;
  readonly baseUrl: string;
  /** Headers by the variable that holds their value. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Vendors that the part before a slash may mean. Others are a part of the name, as servers with many models have it. */
const knownVendors: Readonly<Record<string, VendorVariables>> = {
  openai: {
    key: 'OPENAI_API_KEY',
    baseUrl: 'OPENAI_BASE_URL',
    headers: { OPENAI_ORG_ID: 'openai-organization', OPENAI_PROJECT_ID: 'openai-project' },
  },
  anthropic: { key: 'ANTHROPIC_API_KEY', baseUrl: 'ANTHROPIC_BASE_URL', headers: {} },
};

const variablesOf = (vendor: string): VendorVariables | undefined =>
  Object.hasOwn(knownVendors, vendor) ? knownVendors[vendor] : undefined;

/** What goes where a key would: some servers want one and look at none. It is no key, and no error calls it one. */
const withoutKey = { authorization: 'Bearer no-key' };

/** Where model names may come from, nearest to the user first. */
export interface ModelSources {
  /** From `--model`, each one time. */
  readonly named: readonly string[];
  readonly env: Environment;
  readonly config: Config['models'];
  /** Models that are known by more than their name. Default: none. */
  readonly known?: readonly ConfiguredModel[];
}

/**
 * The models to use, best first. One that can be reached nowhere, having neither key nor address, is left out. A model that is
 * only named means the known one of that name, with its address, price and tier.
 *
 * @returns An empty list when no model is configured.
 */
export function configuredModels({ named, env, config = [], known = [] }: ModelSources): readonly ModelSettings[] {
  const first = [named, namesIn(env), config, [defaultModel]].find((list) => list.length > 0) ?? [];
  return first
    .map((entry) => (typeof entry === 'string' ? splitName(entry) : entry))
    .flatMap((entry) => settingsOf(isOnlyNamed(entry) ? (knownAs(entry, known) ?? entry) : entry, env));
}

function namesIn(env: Environment): readonly string[] {
  const list = filled(env, 'ARTEMIS_MODELS') ?? filled(env, 'ARTEMIS_MODEL') ?? '';
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

const isOnlyNamed = (entry: ConfiguredModel): boolean => Object.keys(entry).every((key) => key === 'vendor' || key === 'model');

const knownAs = (wanted: ConfiguredModel, known: readonly ConfiguredModel[]): ConfiguredModel | undefined =>
  known.find(
    (candidate) =>
      !isOnlyNamed(candidate) && (candidate.vendor ?? 'openai') === (wanted.vendor ?? 'openai') && candidate.model === wanted.model,
  );

function splitName(name: string): ConfiguredModel {
  const [vendor = '', ...rest] = name.split('/');
  return rest.length > 0 && variablesOf(vendor) ? { vendor, model: rest.join('/') } : { vendor: 'openai', model: name };
}

function settingsOf(
  { vendor = 'openai', model, baseUrl, keyVariable, tier, price, headers }: ConfiguredModel,
  env: Environment,
): readonly ModelSettings[] {
  const variables = variablesOf(vendor);
  // A key goes only where it belongs: an address of its own needs a key of its own.
  const own = baseUrl === undefined ? variables : undefined;
  const variable = keyVariable ?? own?.key;
  const address = baseUrl ?? filled(env, own?.baseUrl);
  const key = filled(env, variable);
  if (variables && key === undefined && address === undefined) return [];
  // A key that is missing where one was named is for the server to refuse: its error then names the variable.
  const sent = { ...(key === undefined && vendor === 'openai' && withoutKey), ...headersFrom(env, own), ...headers };
  return [
    {
      vendor,
      model,
      ...(address !== undefined && { baseUrl: address }),
      ...(key !== undefined && { apiKey: key }),
      ...(variable !== undefined && { keyVariable: variable }),
      ...(Object.keys(sent).length > 0 && { headers: sent }),
      ...(price !== undefined && { price }),
      ...(tier !== undefined && { tier }),
    },
  ];
}

const headersFrom = (env: Environment, variables: VendorVariables | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(variables?.headers ?? {}).flatMap(([variable, header]) => {
      const value = filled(env, variable);
      return value === undefined ? [] : [[header, value]];
    }),
  );

function filled(env: Environment, variable: string | undefined): string | undefined {
  const value = variable === undefined ? '' : (env[variable] ?? '').trim();
  return value === '' ? undefined : value;
}

/** Host of a model, for the reader. */
export function hostOf({ vendor, baseUrl }: ModelSettings): string | null {
  if (baseUrl === undefined) return { openai: 'api.openai.com', anthropic: 'api.anthropic.com' }[vendor] ?? null;
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : null;
}
