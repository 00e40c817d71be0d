import type { Command } from './command.ts';

/** Ties commands to Artemis, so that they end with it, also when it is killed. */
export interface Tether {
  /** The command as it has to be started for that. One that is tied already comes back as it is. */
  tie(command: Command): Promise<Command>;
}

/** Ties nothing. */
export const noTether: Tether = { tie: async (command) => command };
