import { allOrNothing } from './all-or-nothing.ts';
import type { Sandbox } from './sandbox.ts';
import { limitArguments } from './limit-arguments.ts';

/** Runs commands as they are, in the folder of the work. Only for users who have allowed it in so many words. */
export function noSandbox(prlimit: string | null): Sandbox {
  return {
    name: 'none',
    mounts: false,
    inside: (_room, path) => path,
    enter: (command, room, limits) => {
      allOrNothing(room.network, 'Running without a sandbox');
      const [file = command.file, ...before] = limitArguments(limits, prlimit, 'of-the-user');
      return {
        file,
        args: prlimit === null ? command.args : [...before, command.file, ...command.args],
        cwd: command.dir === '' ? room.work.from : `${room.work.from}/${command.dir}`,
        env: command.env,
      };
    },
  };
}
