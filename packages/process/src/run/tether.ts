import type { Command } from './command.ts';

/** A command that ends with Artemis, also when that is killed. */
export interface TiedCommand {
  readonly command: Command;
  /**
   * Whether it says a line on its fourth stream once the kernel knows to end it, and begins when it is told one. Without that an
   * Artemis that is killed in the millisecond before would leave it running.
   */
  readonly waits: boolean;
}

/** Ties commands to Artemis. */
export interface Tether {
  tie(command: Command): Promise<TiedCommand>;
}

/** Ties nothing. */
export const noTether: Tether = { tie: async (command) => ({ command, waits: false }) };
