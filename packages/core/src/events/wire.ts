/** JSON, as it comes from a line of text. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Turns a value into what is written on the wire: the same data with snake_case keys.
 * Keys are renamed at every depth, so a record must never use data (a path, a name) as a key.
 *
 * @param value - Anything `JSON.stringify` takes. Fields that are `undefined` are left out.
 */
export function toWire(value: unknown): Json {
  return renameKeys(JSON.parse(JSON.stringify(value ?? null)) as Json, (key) =>
    key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
}

/** The way back: from the wire to camelCase keys. Nothing is validated here. */
export function fromWire(wire: unknown): unknown {
  return renameKeys(wire as Json, (key) => key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()));
}

function renameKeys(value: Json, rename: (key: string) => string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => renameKeys(item, rename));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), renameKeys(item, rename)]));
}
