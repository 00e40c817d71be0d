/** The errno name of a system error, such as `ENOSPC`; `undefined` for any other value. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Waits for `work` and answers `fallback` when it fails with one of the given errnos; every other error goes on. */
export async function tolerate<T, F>(work: Promise<T>, errnos: readonly string[], fallback: F): Promise<T | F> {
  try {
    return await work;
  } catch (error) {
    if (errnos.includes(errnoOf(error) ?? '')) return fallback;
    throw error;
  }
}
