/** Values of variables that hold keys, by the look of their names. */
export const secretsIn = (env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.entries(env).flatMap(([name, value]) => (value && /(?:_KEY|_TOKEN|_SECRET|PASSWORD)$/.test(name) ? [value] : []));
