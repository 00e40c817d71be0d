import { CommanderError } from 'commander';
import { createProgram } from './program.ts';

/** Exit code of a command line that cannot be understood. Written out: nothing but the parser is loaded here. */
const usageCode = 2;
const internalCode = 70;

/** Runs one command line and sets the exit code of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  // A reader that goes away is not an error: `artemis help | head -1`.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    const program = createProgram(argv);
    // Without anything the reader wants to know what there is.
    if (argv.length <= 2) program.outputHelp();
    else await program.parseAsync([...argv]);
  } catch (error) {
    if (!(error instanceof CommanderError)) return await reportLost(error);
    process.exitCode = error.exitCode === 0 ? 0 : usageCode;
    if (process.exitCode !== 0 && argv.includes('--json')) await reportAsJson(argv, error);
  }
}

/** Who reads JSON Lines gets a last line also when the run could not begin. */
async function reportAsJson(argv: readonly string[], error: CommanderError): Promise<void> {
  if (!['run', 'resume', 'demo'].some((command) => argv.includes(command))) return;
  const { unbegunRun } = await import('./run/unbegun-run.ts');
  const message = error.message.replace(/^error: /, '');
  process.stdout.write(`${unbegunRun({ code: 'ARTEMIS_E_USAGE', message, hint: 'See: artemis help' }, usageCode)}\n`);
}

/** What fails before a command begins: the folder Artemis was started in may be gone. */
async function reportLost(error: unknown): Promise<void> {
  const { describeFailure, sanitizeLine } = await import('@artemis/core');
  const noFolder = error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd';
  const text = noFolder
    ? 'The current folder does not exist any more. Change to another one.'
    : `Something failed that nobody expected: ${describeFailure(error)}`;
  process.stderr.write(`error: ${sanitizeLine(text)}\n`);
  process.exitCode = noFolder ? usageCode : internalCode;
}
