import type { Command } from './command.ts';
import type { SharedLimits } from './limits.ts';
import type { Ending } from './process-result.ts';

/** One command under watch. */
export interface Cell {
  /** The command as it has to be started to be in the cell. */
  readonly command: Command;
  /** Begins to watch what the process and all below it use; `end` is called with the limit that was passed. */
  watch(pid: number, end: (ending: Ending) => void): void;
  /** Ends the watch. @returns The limit at which something inside was ended; `null` when there was none. Never rejects. */
  close(): Promise<Ending | null>;
}

/** Keeps commands within their limits where `prlimit` does not reach: all processes together, and the disk. */
export interface Warden {
  admit(command: Command, limits: SharedLimits): Promise<Cell>;
}

/** Watches nothing. */
export const noWarden: Warden = { admit: async (command) => ({ command, watch: () => {}, close: async () => null }) };
