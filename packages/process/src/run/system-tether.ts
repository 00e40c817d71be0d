import type { CallContext } from '@artemis/core';
import type { Command } from './command.ts';
import { fullLimits } from './limits.ts';
import type { ProcessRunner } from './process-runner.ts';
import type { Tether, TiedCommand } from './tether.ts';
import type { Toolchain } from './toolchain.ts';

/** One way to tie a command: programs that stand before it. */
interface Knot {
  readonly programs: readonly string[];
  /** The words before the command, given where the programs are. */
  readonly words: (...files: readonly string[]) => readonly string[];
}

/**
 * Ends the command with Artemis. Should Artemis have ended before the kernel was told, the command has another parent by now, and
 * does not begin. The words are constant.
 */
const signalKnot: Knot = {
  programs: ['setpriv'],
  words: (setpriv = '') => [
    ...[setpriv, '--pdeathsig', 'KILL', '--'],
    ...['/bin/sh', '-c', '[ "$PPID" = "$1" ] || exit 125; shift; exec "$@"', 'sh', String(process.pid)],
  ],
};

/**
 * The first process of a namespace: begins when Artemis, by then tied for certain, says so; then waits for the command and reaps what
 * others leave. The words are constant.
 */
const asFirst: readonly string[] = ['/bin/sh', '-c', 'echo >&3; read -r go <&3 || exit 125; exec 3>&-; "$@"; exit "$?"', 'sh'];

const unshared: readonly string[] = ['--pid', '--fork', '--kill-child=KILL', '--mount-proc', '--'];

/** A knot that gives the command a process namespace of its own. */
interface NamespaceKnot extends Knot {
  /** Whether a sandbox, which makes namespaces too, works within. */
  readonly holdsSandboxes: boolean;
}

/**
 * When the first process of a namespace ends, and that ends with Artemis, the kernel ends all others, whatever session or parent
 * they have chosen. Best first: bubblewrap may itself outlive an Artemis that is killed in the millisecond it needs to begin. Where
 * none works, as on macOS, only an Artemis that is not killed ends all it has started.
 */
const namespaceKnots: readonly NamespaceKnot[] = [
  { programs: ['unshare'], holdsSandboxes: true, words: (unshare = '') => [unshare, ...unshared] },
  { programs: ['unshare'], holdsSandboxes: true, words: (unshare = '') => [unshare, '--user', '--map-current-user', ...unshared] },
  {
    programs: ['bwrap'],
    holdsSandboxes: false,
    words: (bwrap = '') => [bwrap, '--dev-bind', '/', '/', '--proc', '/proc', '--unshare-pid', '--die-with-parent', '--'],
  },
];

const probeLimits = fullLimits({ wallMs: 10_000 });

interface Words {
  /** Before every command. */
  readonly signal: readonly string[];
  /** After them, before a command that has no namespace of its own. */
  readonly namespace: readonly string[];
  /** The same before a command that has one. */
  readonly aroundSandbox: readonly string[];
}

/** Ties commands with the best means of this machine. Which those are, is tried once, with a harmless command. */
export class SystemTether implements Tether {
  readonly #toolchain: Toolchain;
  readonly #processes: ProcessRunner;
  #found: Promise<Words> | null = null;

  /** @param processes - Runs the trial; it must not tie what it runs. */
  constructor(toolchain: Toolchain, processes: ProcessRunner) {
    this.#toolchain = toolchain;
    this.#processes = processes;
  }

  async tie(command: Command): Promise<TiedCommand> {
    this.#found ??= this.#find();
    const { signal, namespace, aroundSandbox } = await this.#found;
    const around = command.tied ? aroundSandbox : namespace;
    const waits = around.length > 0;
    const [file = '', ...args] = [...signal, ...around, ...(waits ? asFirst : []), command.file, ...command.args];
    return { command: { ...command, file, args, tied: true }, waits };
  }

  async #find(): Promise<Words> {
    const signal = (await this.#tried(signalKnot, [])) ?? [];
    for (const knot of namespaceKnots) {
      const namespace = await this.#tried(knot, signal);
      if (namespace) return { signal, namespace, aroundSandbox: knot.holdsSandboxes ? namespace : [] };
    }
    return { signal, namespace: [], aroundSandbox: [] };
  }

  /** The words of a knot; `null` when it does not work here. */
  async #tried({ programs, words }: Knot, before: readonly string[]): Promise<readonly string[] | null> {
    const tools = await Promise.all(programs.map((program) => this.#toolchain.find(program, '/nowhere')));
    const files = tools.flatMap((tool) => (tool ? [tool.file] : []));
    if (files.length < programs.length) return null;
    const found = words(...files);
    const [file, ...args] = [...before, ...found, '/bin/true'];
    const call: CallContext = { signal: new AbortController().signal, remainingMs: () => Infinity };
    const { ending, exitCode } = await this.#processes.run({ file, args, cwd: '/', env: { PATH: '/usr/bin:/bin' } }, probeLimits, call);
    return ending === 'exited' && exitCode === 0 ? found : null;
  }
}
