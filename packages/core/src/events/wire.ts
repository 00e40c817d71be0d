/** JSON, as it comes from a line of text. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Turns a value into what is written on the wire: the same data with snake_case keys.
 * Keys are renamed at every depth, so a record must never use data (a path, a name) as a key.
 *
 * @param value - Anything `JSON.stringify` takes. Fields that are `undefined` are left out.
 */
export function toWire(value: unknown): Json {
  return renameKeys(JSON.parse(JSON.stringify(value ?? null)) as Json, wireName);
}

/** The way back: from the wire to camelCase keys. Nothing is validated here. */
export function fromWire(wire: unknown): unknown {
  return renameKeys(wire as Json, ownName);
}

const wireName = remembering((key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
const ownName = remembering((key) => key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()));

/** Names that are remembered; each further one is spelt anew. */
const mostNames = 1_000;

/** There are few names and many events. */
function remembering(rename: (key: string) => string): (key: string) => string {
  const known = new Map<string, string>();
  return (key) => {
    const name = known.get(key);
    if (name !== undefined) return name;
    const made = rename(key);
    if (known.size < mostNames) known.set(key, made);
    return made;
  };
}

function renameKeys(value: Json, rename: (key: string) => string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => renameKeys(item, rename));
  if (value === null || typeof value !== 'object') return value;
  const renamed: { [key: string]: Json } = {};
  const given = value as { readonly [key: string]: Json };
  for (const key of Object.keys(given)) {
    const name = rename(key);
    // A key in JSON, and a trap in an object.
    if (name !== '__proto__') renamed[name] = renameKeys(given[key] ?? null, rename);
  }
  return renamed;
}
