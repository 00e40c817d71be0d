import { ArtemisError, exitCodes } from '@artemis/core';

/** What has happened to the process so far. */
export interface Interruption {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** Exit code the signal asks for; `null` while there was none. */
  exitCode(): number | null;
  /** Stops listening: from now on signals do what the system says. */
  end(): void;
}

/** How long work may take to stop after the first signal, in milliseconds. The promise is 3 seconds for the whole process. */
const graceMs = 2_500;

const signals = {
  SIGINT: { exitCode: exitCodes.interrupted, words: 'by Ctrl-C' },
  SIGTERM: { exitCode: exitCodes.terminated, words: 'by SIGTERM' },
  SIGHUP: { exitCode: 129, words: 'because its terminal was closed' },
} as const;

/**
 * Listens for signals that end the process. The first aborts the work, which saves what it has; the second, or work that does
 * not stop in time, ends the process at once.
 *
 * @param onFirst - Told about the first signal.
 * @param onForced - Called when the process must end now. It must end it.
 */
export function listenForSignals(
  onFirst: (error: ArtemisError) => void,
  onForced: (exitCode: number, error: ArtemisError) => void,
): Interruption {
  const controller = new AbortController();
  let first: { readonly exitCode: number; readonly error: ArtemisError } | null = null;
  let timer: NodeJS.Timeout | undefined;
  const handle = (name: keyof typeof signals): void => {
    if (first) return onForced(first.exitCode, first.error);
    const { exitCode, words } = signals[name];
    const error = new ArtemisError('ARTEMIS_E_CANCELLED', `Stopped ${words}.`, {
      hint: 'What was done is saved. Go on with: artemis resume',
    });
    first = { exitCode, error };
    timer = setTimeout(() => onForced(exitCode, error), graceMs);
    onFirst(error);
    controller.abort(error);
  };
  const names = Object.keys(signals) as (keyof typeof signals)[];
  for (const name of names) process.on(name, handle);
  return {
    signal: controller.signal,
    exitCode: () => first?.exitCode ?? null,
    end() {
      clearTimeout(timer);
      for (const name of names) process.off(name, handle);
    },
  };
}
