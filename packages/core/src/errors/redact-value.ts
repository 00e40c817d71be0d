/** JSON without the cases that cannot be written. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

const deepest = 32;
/** Values visited at most: an object without end, such as a proxy, stops there. */
const mostValues = 100_000;

/** Names of members whose text is a secret whatever it looks like. */
const secretMember =
  /^(?:.*[_.-])?(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|client[_-]?secret|credentials?|authorization|cookie|set-cookie)$|(?:Password|Secret|Token|ApiKey|AccessKey|PrivateKey)$/i;

/**
 * A copy of any value as plain JSON, its texts and keys cleaned. Never throws: what cannot be written becomes a marker such as
 * `[circular]` or `[unreadable]`.
 */
export function redactValue(value: unknown, redactText: (text: string) => string): JsonValue {
  return new ValueCopier(redactText).copy(value, 0);
}

class ValueCopier {
  readonly #redactText: (text: string) => string;
  readonly #above = new Set<object>();
  #left = mostValues;

  constructor(redactText: (text: string) => string) {
    this.#redactText = redactText;
  }

  copy(value: unknown, depth: number): JsonValue {
    if (this.#left-- <= 0) return '[too large]';
    if (typeof value === 'string') return this.#redactText(value);
    if (typeof value === 'boolean' || value === null) return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value !== 'object') return value === undefined ? null : `[${typeof value}]`;
    if (this.#above.has(value)) return '[circular]';
    if (depth >= deepest) return '[too deep]';
    return this.#copyObject(value, depth);
  }

  #copyObject(value: object, depth: number): JsonValue {
    this.#above.add(value);
    try {
      const plain = plainOf(value);
      if (typeof plain !== 'object' || plain === null) return this.copy(plain, depth);
      if (Array.isArray(plain)) return this.#copyList(plain, depth);
      return this.#copyMembers(plain, depth);
    } catch {
      return '[unreadable]';
    } finally {
      this.#above.delete(value);
    }
  }

  #copyList(list: readonly unknown[], depth: number): JsonValue[] {
    const copies: JsonValue[] = [];
    for (let place = 0; place < list.length && this.#left > 0; place += 1) copies.push(this.copy(read(list, place), depth + 1));
    return copies;
  }

  #copyMembers(plain: object, depth: number): { readonly [key: string]: JsonValue } {
    const members: [string, JsonValue][] = [];
    for (const key of Object.keys(plain)) {
      if (this.#left <= 0) break;
      const member = read(plain, key);
      if (member === undefined) continue;
      const hidden = typeof member === 'string' && member !== '' && secretMember.test(key);
      members.push([this.#redactText(key), hidden ? '[redacted]' : this.copy(member, depth + 1)]);
    }
    return Object.fromEntries(members);
  }
}

/** What stands for an object in JSON. */
function plainOf(value: object): unknown {
  if (value instanceof Error) return { ...value, name: value.name, message: value.message, stack: value.stack, cause: value.cause };
  if (value instanceof Map) return [...value];
  if (value instanceof Set) return [...value];
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' ? toJSON.call(value) : value;
}

/** A getter may throw: only its own member is then lost. */
function read(owner: object, key: string | number): unknown {
  try {
    return (owner as Record<string | number, unknown>)[key];
  } catch {
    return '[unreadable]';
  }
}
