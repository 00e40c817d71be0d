import { Command, Option } from 'commander';
import { addComponentCommands } from './program/component-commands.ts';
import { addContextCommands } from './program/context-commands.ts';
import { dispatcher } from './program/dispatcher.ts';
import { addMcpCommands } from './program/mcp-commands.ts';
import { addRecordCommands } from './program/record-commands.ts';
import { addReviewCommands } from './program/review-commands.ts';
import { addRunCommands } from './program/run-commands.ts';
import { duration } from './program/values.ts';
import { readVersion } from './version.ts';

/** The commands and options of `artemis`. Nothing but this tree is loaded to parse a command line. */
export function createProgram(argv: readonly string[]): Command {
  const program = new Command('artemis');
  program
    .description("An autonomous coding agent that finishes when its dependencies don't.")
    .version(readVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .showHelpAfterError('See: artemis help')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', '\nWithout a model at hand: artemis demo');
  addGlobalOptions(program);
  const act = dispatcher(argv);
  addRunCommands(program, act);
  addReviewCommands(program, act);
  addContextCommands(program, act);
  addComponentCommands(program, act);
  addMcpCommands(program, act);
  addRecordCommands(program, act);
  return program;
}

function addGlobalOptions(program: Command): void {
  const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
  program
    .option('-C, --cwd <dir>', 'project folder (default: the current one)')
    .option('--json', 'print JSON; for run, resume and demo one line for each event')
    .option('--strict', 'exit with 3 when a run was degraded or could not be verified')
    .option('--profile <name>', 'minimal, standard, full, or the path of a profile file')
    .option('--config <file>', "use this configuration instead of the project's")
    .option('--model <name>', 'vendor/model or model; repeat it for fallbacks', collect)
    .option('--timeout <time>', 'longest run, such as 10m (default: 30m)', duration)
    .addOption(new Option('-q, --quiet', 'print only warnings and errors').conflicts('verbose'))
    .option('-v, --verbose', 'print also what happens behind the scenes, and the stack of errors')
    .option('--no-color', 'print without colour')
    .option('--no-input', 'never ask; what would be asked is answered with no');
}
