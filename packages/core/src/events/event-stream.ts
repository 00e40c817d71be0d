/** Hands each event to every listener, in order. A listener that throws harms nobody, the emitter least of all. */
export class EventStream<E> {
  readonly #listeners = new Set<(event: E) => void>();

  /** @returns A function that ends the subscription. */
  subscribe(listener: (event: E) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(event: E): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch {
        // Whoever listens must not be able to stop a run; there is nobody else to tell.
      }
    }
  }
}
