/** `instanceof` for what a plugin may have thrown. Never throws: a revoked proxy, or one with a trap, is an instance of nothing. */
export function isInstance<T>(value: unknown, type: abstract new (...args: never) => T): value is T {
  try {
    return value instanceof type;
  } catch {
    return false;
  }
}
