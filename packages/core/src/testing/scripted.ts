/** A function that plays back its script: one entry a call, an `Error` is thrown, a function is called, the last entry repeats. */
export interface Scripted<T> {
  (...args: readonly unknown[]): Promise<T>;
  /** Calls made so far. */
  readonly calls: number;
}

/** Makes a {@link Scripted} function. */
export function scripted<T>(
  ...script: readonly [T | Error | (() => T | Promise<T>), ...(T | Error | (() => T | Promise<T>))[]]
): Scripted<T> {
  let calls = 0;
  const play = async (): Promise<T> => {
    const entry = script[Math.min(calls++, script.length - 1)];
    if (entry instanceof Error) throw entry;
    return typeof entry === 'function' ? (entry as () => T | Promise<T>)() : (entry as T);
  };
  return Object.defineProperty(play, 'calls', { get: () => calls }) as Scripted<T>;
}
