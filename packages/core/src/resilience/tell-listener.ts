/** Tells a listener. What it throws, now or as a rejected promise, is ignored: whoever listens must not disturb what is told. */
export function tellListener<E>(listener: (event: E) => unknown, event: E): void {
  try {
    const answer = listener(event);
    if (answer !== undefined) Promise.resolve(answer).catch(ignore);
  } catch {
    // Ignored, as promised.
  }
}

const ignore = (): void => {};
