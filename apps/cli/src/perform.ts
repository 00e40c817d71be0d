import { ArtemisError, describeFailure, exitCodes } from '@artemis/core';
import { foldersOf } from './config/folders.ts';
import { exitCodeFor } from './exit-code-for.ts';
import type { GlobalOptions } from './global-options.ts';
import type { Invocation } from './invocation.ts';
import { commandName } from './process/command-name.ts';
import { endOnCrash } from './process/crash.ts';
import { finish } from './process/finish.ts';
import { renderFailure } from './render/render-failure.ts';
import { renderStack } from './render/render-stack.ts';
import { secretsIn } from './secrets-in.ts';
import { openTerminal } from './terminal/terminal.ts';
import { readVersion } from './version.ts';

type Command = (invocation: Invocation, ...given: string[]) => Promise<number>;

/** Runs a command: prints what it fails with, and sets the exit code. */
export async function perform(
  argv: readonly string[],
  options: GlobalOptions & { readonly noColour: boolean },
  load: () => Promise<Command>,
  given: readonly string[],
): Promise<void> {
  let brokenOutput = false;
  const terminal = openTerminal({ noColour: options.noColour, secrets: secretsIn(process.env), onFailure: () => (brokenOutput = true) });
  const invocation: Invocation = {
    options,
    terminal,
    env: process.env,
    folders: foldersOf(process.env),
    command: commandName(argv[1] ?? '', process.env, process.cwd()),
    version: readVersion(),
  };
  endOnCrash(invocation);
  const exitCode = await attempt(invocation, load, given);
  // A stream says a turn later that it is broken.
  await Promise.all([terminal.out.drained(), terminal.err.drained()]);
  await new Promise(setImmediate);
  finish(brokenOutput && exitCode === exitCodes.done ? exitCodes.state : exitCode, terminal);
}

async function attempt(invocation: Invocation, load: () => Promise<Command>, given: readonly string[]): Promise<number> {
  try {
    const command = await load();
    return await command(invocation, ...given);
  } catch (error) {
    return report(error, invocation);
  }
}

/** Prints an error as one paragraph and says which exit code it means. */
function report(error: unknown, { terminal, command, options }: Invocation): number {
  const failure =
    error instanceof ArtemisError
      ? error
      : new ArtemisError('ARTEMIS_E_INTERNAL', describeFailure(error), {
          hint: 'This is a bug in Artemis. Run again with -v and report what it prints.',
        });
  terminal.err.print(...renderFailure(failure, command));
  if (options.verbose) terminal.err.print(...renderStack(error));
  if (options.json) terminal.out.json({ error: { code: failure.code, message: failure.message, hint: failure.hint } });
  return exitCodeFor(error);
}
