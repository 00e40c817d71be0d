import { endNow } from './last-words.ts';
import { listenForSignals } from './signals.ts';

/** Does work that a signal ends: it is told by the abort, and the exit code is then the signal's, however the work took it. */
export async function untilSignal(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const interruption = listenForSignals(
    () => {},
    (exitCode, error) => endNow(error, exitCode),
  );
  try {
    const exitCode = await work(interruption.signal);
    return interruption.exitCode() ?? exitCode;
  } catch (error) {
    const exitCode = interruption.exitCode();
    if (exitCode === null) throw error;
    return exitCode;
  } finally {
    interruption.end();
  }
}
