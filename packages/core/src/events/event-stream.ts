/**
 * Hands each event to every listener, in order: one that is emitted while another is handed out comes after it. A listener that
 * throws, or rejects, harms nobody, the emitter least of all.
 */
export class EventStream<E> {
  readonly #listeners = new Set<(event: E) => unknown>();
  readonly #waiting: E[] = [];
  #busy = false;

  /** @returns A function that ends the subscription. */
  subscribe(listener: (event: E) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(event: E): void {
    this.#waiting.push(event);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      for (const listener of [...this.#listeners]) tell(listener, next);
    }
    this.#busy = false;
  }
}

/** Whoever listens must not be able to stop a run; there is nobody else to tell. */
function tell<E>(listener: (event: E) => unknown, event: E): void {
  try {
    const answer = listener(event);
    if (answer instanceof Promise) answer.catch(() => {});
  } catch {
    // Ignored, as promised.
  }
}
