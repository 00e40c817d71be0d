import type { CallContext } from '@artemis/core';
import type { Command } from './command.ts';
import { fullLimits } from './limits.ts';
import type { ProcessRunner } from './process-runner.ts';
import type { Tether } from './tether.ts';
import type { Toolchain } from './toolchain.ts';

/** One way to tie a command: programs that stand before it. */
interface Knot {
  readonly programs: readonly string[];
  /** The words before the command, given where the programs are. */
  readonly words: (...files: readonly string[]) => readonly string[];
}

/** Waits for the command as the first process of a namespace, which has to reap what others leave. The words are constant. */
const asFirst: readonly string[] = ['/bin/sh', '-c', '"$@"; exit "$?"', 'sh'];

const unshared = ['--pid', '--fork', '--kill-child=KILL', '--mount-proc', '--', ...asFirst];

/**
 * Best first. All but the last give the command a process namespace of its own: when its first process ends, and that ends with
 * Artemis, the kernel ends all others, whatever session or parent they have chosen. `unshare` comes before bubblewrap because
 * sandboxes work within its namespace, also for root. The last knot ends only the command itself. Where none works, as on macOS,
 * only an Artemis that is not killed ends what it has started.
 */
const knots: readonly Knot[] = [
  { programs: ['setpriv', 'unshare'], words: (setpriv = '', unshare = '') => [setpriv, '--pdeathsig', 'KILL', '--', unshare, ...unshared] },
  {
    programs: ['setpriv', 'unshare'],
    words: (setpriv = '', unshare = '') => [setpriv, '--pdeathsig', 'KILL', '--', unshare, '--user', '--map-current-user', ...unshared],
  },
  {
    programs: ['bwrap'],
    words: (bwrap = '') => [bwrap, '--dev-bind', '/', '/', '--proc', '/proc', '--unshare-pid', '--die-with-parent', '--'],
  },
  { programs: ['setpriv'], words: (setpriv = '') => [setpriv, '--pdeathsig', 'KILL', '--'] },
];

const probeLimits = fullLimits({ wallMs: 10_000 });

/** Ties commands with the best means of this machine. Which that is, is tried once, with a harmless command. */
export class SystemTether implements Tether {
  readonly #toolchain: Toolchain;
  readonly #processes: ProcessRunner;
  #words: Promise<readonly string[]> | null = null;

  /** @param processes - Runs the trial; it must not tie what it runs. */
  constructor(toolchain: Toolchain, processes: ProcessRunner) {
    this.#toolchain = toolchain;
    this.#processes = processes;
  }

  async tie(command: Command): Promise<Command> {
    if (command.tied) return command;
    this.#words ??= this.#best();
    const [file, ...before] = await this.#words;
    return file === undefined ? command : { ...command, file, args: [...before, command.file, ...command.args], tied: true };
  }

  async #best(): Promise<readonly string[]> {
    for (const { programs, words } of knots) {
      const tools = await Promise.all(programs.map((program) => this.#toolchain.find(program, '/nowhere')));
      const files = tools.flatMap((tool) => (tool ? [tool.file] : []));
      if (files.length === programs.length && (await this.#works(words(...files)))) return words(...files);
    }
    return [];
  }

  async #works([file = '', ...args]: readonly string[]): Promise<boolean> {
    const call: CallContext = { signal: new AbortController().signal, remainingMs: () => Infinity };
    const command = { file, args: [...args, '/bin/true'], cwd: '/', env: { PATH: '/usr/bin:/bin' } };
    const { ending, exitCode } = await this.#processes.run(command, probeLimits, call);
    return ending === 'exited' && exitCode === 0;
  }
}
