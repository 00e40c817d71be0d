import { nodeFileSystem, type FileSystem } from '@artemis/core';
import { startOrResume, threeStageArtemis } from './three-stage-run.ts';

/**
 * Works on a run and kills itself, as `kill -9` does, at the nth thing it does to the disk: even numbers just before it, odd
 * ones just after. Prints how many there were when it gets to the end alive.
 */
const [home = '', crashAt = ''] = process.argv.slice(2);
let point = 0;

function pass(): void {
  if (point++ === Number(crashAt)) process.kill(process.pid, 'SIGKILL');
}

function deadly<A extends unknown[], R>(effect: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    pass();
    const result = await effect(...args);
    pass();
    return result;
  };
}

const fileSystem: FileSystem = {
  ...nodeFileSystem,
  mkdir: deadly(nodeFileSystem.mkdir) as FileSystem['mkdir'],
  rename: deadly(nodeFileSystem.rename),
  unlink: deadly(nodeFileSystem.unlink),
  rm: deadly(nodeFileSystem.rm),
  open: async (...args) => {
    const file = await deadly(nodeFileSystem.open)(...args);
    for (const name of ['write', 'writeFile', 'appendFile', 'sync', 'datasync', 'truncate'] as const) {
      Object.assign(file, { [name]: deadly((file[name] as (...args: unknown[]) => Promise<unknown>).bind(file)) });
    }
    return file;
  },
};

const artemis = threeStageArtemis(home, fileSystem);
const result = await startOrResume(artemis, home);
await artemis.close();
console.log(JSON.stringify({ status: result.status, points: point }));
