import type { CallContext } from '@artemis/core';

/** A call without limits. */
export const call: CallContext = { signal: new AbortController().signal, remainingMs: () => Infinity };
