import type { Terminal } from '../terminal/terminal.ts';
import { line } from '../terminal/line.ts';

/** How long what is left over may keep the process alive after the command has ended, in milliseconds. */
const leftoverMs = 1_000;

/**
 * Sets the exit code and lets the process end by itself, so that nothing written is cut. Timers and sockets that somebody has
 * left behind are named and not waited for.
 */
export function finish(exitCode: number, { out, err }: Terminal): void {
  process.exitCode = exitCode;
  setTimeout(() => {
    const left = process.getActiveResourcesInfo().filter((name) => !name.includes('Wrap') || name.startsWith('TCP'));
    err.print(line(`! something was left running and is not waited for: ${[...new Set(left)].join(', ') || 'unknown'}`, 'warning'));
    void Promise.all([out.drained(), err.drained()]).then(() => process.exit());
  }, leftoverMs).unref();
}
