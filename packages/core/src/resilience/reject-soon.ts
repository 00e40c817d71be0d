const now = Promise.resolve();

/**
 * Rejects in the next microtask, when whoever awaits it already listens. A promise that is rejected before anybody listens is
 * first noted as unhandled by the process and then taken back, which costs more than the rest of a refusal.
 */
export function rejectSoon(error: unknown): Promise<never> {
  return new Promise((_, reject) => {
    void now.then(() => reject(error));
  });
}
