/** The network, injected: the platform's `fetch`, or one that a test gives. */
export type Fetch = typeof globalThis.fetch;

/** The real network. The global is read at each call, so that a proxy or tracer installed later is used. */
export const systemFetch: Fetch = (input, init) => globalThis.fetch(input, init);
