import type { Command } from 'commander';
import type { Invocation } from '../invocation.ts';
import { readOptions, type WrittenOptions } from './read-options.ts';

/** What a command does: the exit code is its answer. Everything it needs is loaded when it runs. */
export type Action = (invocation: Invocation, ...given: string[]) => Promise<number>;

/** Makes what the parser calls out of what loads an action. */
export type Act = (load: () => Promise<Action>) => (...given: unknown[]) => Promise<void>;

/** Hands a command what was written: its arguments as text, those of a list one by one. */
export function dispatcher(argv: readonly string[]): Act {
  return (load) =>
    async (...given) => {
      const command = given.at(-1) as Command;
      const options = readOptions(command.optsWithGlobals<WrittenOptions>(), command.opts());
      const words = given.slice(0, -2).flat();
      const { perform } = await import('../perform.ts');
      await perform(
        argv,
        options,
        load,
        words.filter((word) => typeof word === 'string'),
      );
    };
}
