/** A text with its variables filled in, and the names of those that are not set and have no default. */
export interface Expansion {
  readonly text: string;
  readonly missing: readonly string[];
}

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** Fills in `${NAME}` and `${NAME:-default}`. A variable that is empty counts as not set, as in a shell. What is filled in is not read again. */
export function expandVariables(text: string, environment: Readonly<Record<string, string | undefined>>): Expansion {
  const missing: string[] = [];
  const expanded = text.replaceAll(variable, (_, name: string, fallback: string | undefined) => {
    const value = (Object.hasOwn(environment, name) ? environment[name] : undefined) || fallback;
    if (value === undefined) missing.push(name);
    return value ?? '';
  });
  return { text: expanded, missing };
}
