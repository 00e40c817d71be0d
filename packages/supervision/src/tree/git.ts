import type { CallContext } from '@artemis/core';
import { fullLimits, type ProcessRunner, type Toolchain } from '@artemis/process';

/** Longest a command may take, in milliseconds. */
const wallMs = 60_000;

/**
 * What a repository says about itself must start no program: no hook, no monitor, no filter, no transport. No command used here writes
 * files of the project, so that filters of its attributes are not asked either.
 */
const hardening = [
  '--no-pager',
  '--no-optional-locks',
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'core.untrackedCache=false', 'gc.auto=0', 'maintenance.auto=false'],
  ...['core.quotePath=false', 'submodule.recurse=false', 'protocol.allow=never'],
].flatMap((word) => (word.startsWith('--') ? [word] : ['-c', word]));

/** What {@link findGit} needs. */
export interface GitParts {
  readonly processes: ProcessRunner;
  readonly toolchain: Toolchain;
  /** Home folder of the user: git refuses a repository of somebody else unless the user has said otherwise there. */
  readonly homeDir: string;
}

/** Git, as far as work trees need it. Operands stand behind `--`. */
export interface Git {
  /** @returns What it printed; `null` when it failed, for whatever reason. @throws The reason of an abort. */
  run(cwd: string, args: readonly string[], call: CallContext): Promise<string | null>;
}

/** Finds git on this machine, outside of the project. @returns `null` when it is not installed. */
export async function findGit({ processes, toolchain, homeDir }: GitParts, projectDir: string): Promise<Git | null> {
  const file = (await toolchain.find('git', projectDir))?.file;
  if (file === undefined) return null;
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: homeDir,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_SSH_COMMAND: '/bin/false',
  };
  return {
    async run(cwd, args, call) {
      const result = await processes.run({ file, args: [...hardening, ...args], cwd, env }, fullLimits({ wallMs }), call);
      return result.ending === 'exited' && result.exitCode === 0 && !result.cut ? result.stdout : null;
    },
  };
}
