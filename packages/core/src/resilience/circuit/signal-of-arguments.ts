/** The signal a caller can cancel with: the first argument that is one, or has one as its `signal`. */
export function signalOfArguments(args: readonly unknown[]): AbortSignal | undefined {
  for (const arg of args) {
    const signal = signalOf(arg);
    if (signal !== undefined) return signal;
  }
  return undefined;
}

function signalOf(arg: unknown): AbortSignal | undefined {
  if (typeof arg !== 'object' || arg === null) return undefined;
  try {
    if (arg instanceof AbortSignal) return arg;
    const { signal } = arg as { readonly signal?: unknown };
    return signal instanceof AbortSignal ? signal : undefined;
  } catch {
    // A proxy or getter that throws carries no signal.
    return undefined;
  }
}
