import type { Duplex } from 'node:stream';
import type { ResultPromise } from 'execa';
import type { Command } from './command.ts';

const options = (command: Command, stdin: 'ignore' | 'pipe', waits: boolean) =>
  ({
    cwd: command.cwd,
    env: command.env,
    extendEnv: false,
    stdio: [stdin, 'pipe', 'pipe', ...(waits ? (['pipe'] as const) : [])] as const satisfies readonly string[],
    buffer: false,
    encoding: 'buffer',
    reject: false,
    cleanup: true,
    killDescendants: true,
    killSignal: 'SIGKILL',
    windowsHide: true,
  }) as const;

/** A process that was started, or could not be. */
export type Child = ResultPromise<ReturnType<typeof options>>;

/** How a command is started. */
export interface Launch {
  readonly stdin: 'ignore' | 'pipe';
  /** As in `TiedCommand.waits`. */
  readonly waits: boolean;
}

/** Starts a command without a shell and without anything inherited, in a group of its own. */
export async function launch(command: Command, { stdin, waits }: Launch): Promise<{ readonly child: Child }> {
  const { execa } = await import('execa');
  const child = execa(command.file, [...command.args], options(command, stdin, waits));
  if (waits) letBegin(child.nodeChildProcess.stdio[3] as Duplex | undefined);
  // In an object: a promise of the child would be one of its end.
  return { child };
}

/** Answers a command that waits for a sign of life. One that is gone before hears nothing. */
function letBegin(line: Duplex | undefined): void {
  line?.on('error', () => {});
  line?.once('data', () => line.end('\n'));
}
