import type { Sandbox } from './sandbox.ts';
import { limitArguments } from './limit-arguments.ts';

/** Runs commands as they are, on the scratch copy. Only for users who have allowed it in so many words. */
export function noSandbox(prlimit: string | null): Sandbox {
  return {
    name: 'none',
    inside: ({ scratchDir, reportDir, supportDir, homeDir }) => ({ projectDir: scratchDir, reportDir, supportDir, homeDir }),
    enter: (command, room, limits) => {
      const [file = command.file, ...before] = limitArguments(limits, prlimit);
      return {
        file,
        args: prlimit === null ? command.args : [...before, command.file, ...command.args],
        cwd: command.dir === '' ? room.scratchDir : `${room.scratchDir}/${command.dir}`,
        env: command.env,
      };
    },
  };
}
