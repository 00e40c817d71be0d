import type { ModelSettings } from '@artemis/core';

/** Values of variables that hold keys, by the look of their names. */
export const secretsIn = (env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.entries(env).flatMap(([name, value]) => (value && /(?:_KEY|_TOKEN|_SECRET|PASSWORD)$/.test(name) ? [value] : []));

/** Values that models are reached with: keys, and whatever goes along in headers. */
export const secretsOf = (models: readonly ModelSettings[]): readonly string[] =>
  models.flatMap(({ apiKey, headers = {} }) => [...(apiKey === undefined ? [] : [apiKey]), ...Object.values(headers)]);
