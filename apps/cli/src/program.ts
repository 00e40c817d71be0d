import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { durationForm, parseDuration } from './config/duration.ts';
import type { GlobalOptions } from './global-options.ts';
import type { Invocation } from './invocation.ts';
import { readVersion } from './version.ts';

/** What a command does: the exit code is its answer. Everything it needs is loaded when it runs. */
type Action = (invocation: Invocation, ...given: string[]) => Promise<number>;

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
  const act = (load: () => Promise<Action>) => dispatch(argv, load);
  addRunCommands(program, act);
  addComponentCommands(program, act);
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
    .option('--timeout <time>', 'longest run, such as 10m (default: 30m)', timeout)
    .addOption(new Option('-q, --quiet', 'print only warnings and errors').conflicts('verbose'))
    .option('-v, --verbose', 'print also what happens behind the scenes, and the stack of errors')
    .option('--no-color', 'print without colour')
    .option('--no-input', 'never ask (Artemis asks nothing today)');
}

type Act = (load: () => Promise<Action>) => (...given: unknown[]) => Promise<void>;

function addRunCommands(program: Command, act: Act): void {
  program
    .command('run')
    .description('do a coding task in the project folder')
    .argument('<task...>', 'what to do, in your words')
    .action(act(async () => (await import('./commands/run.ts')).run));
  program
    .command('resume')
    .description('go on with a run that was interrupted or deferred; without a run, list those')
    .argument('[run]', 'id of the run')
    .action(act(async () => (await import('./commands/resume.ts')).resume));
  program
    .command('undo')
    .description('take back what a run has changed')
    .argument('<run>', 'id of the run')
    .action(act(async () => (await import('./commands/undo.ts')).undo));
  program
    .command('demo')
    .description('watch a real run lose its model and finish; the models are scripted, no key is needed')
    .action(act(async () => (await import('./commands/demo.ts')).demo));
}

function addComponentCommands(program: Command, act: Act): void {
  program
    .command('health')
    .description('ask every component how it is')
    .option('--watch', 'repeat every 2 seconds')
    .action(act(async () => (await import('./commands/health.ts')).health));
  program
    .command('plugins')
    .description('list the plugins and what became of them')
    .action(act(async () => (await import('./commands/plugins.ts')).plugins));
  for (const name of ['enable', 'disable'] as const) {
    program
      .command(name)
      .description(`switch a component ${name === 'enable' ? 'on' : 'off'}, also for runs under way`)
      .argument('<component>', 'rag, kg, reasoning, build, review, supervision or mcp')
      .action(act(async () => (await import('./commands/switch.ts'))[name]));
  }
  program
    .command('flags')
    .description('list the feature flags and who has set them')
    .action(act(async () => (await import('./commands/flags.ts')).flags));
  program
    .command('trust')
    .description("let this project's configuration name plugins, addresses and keys, as long as it does not change")
    .option('--remove', 'end the trust')
    .action(act(async () => (await import('./commands/trust.ts')).trust));
}

function addRecordCommands(program: Command, act: Act): void {
  const runs = program.command('runs').description('list the runs');
  runs.action(act(async () => (await import('./commands/runs.ts')).listRuns));
  runs
    .command('show')
    .description('print what happened in a run')
    .argument('<run>', 'id of the run')
    .action(act(async () => (await import('./commands/runs.ts')).showRun));
  runs
    .command('explain')
    .description('say why a run degraded, retried and cost what it did; no model is asked')
    .argument('<run>', 'id of the run')
    .action(act(async () => (await import('./commands/explain-run.ts')).explain));
  program
    .command('metrics')
    .description('print the metrics of a run (default: the last one that has any)')
    .argument('[run]', 'id of the run')
    .action(act(async () => (await import('./commands/metrics.ts')).metrics));
}

function dispatch(argv: readonly string[], load: () => Promise<Action>) {
  return async (...given: unknown[]): Promise<void> => {
    const command = given.at(-1) as Command;
    const options = command.optsWithGlobals<WrittenOptions>();
    const words = given.slice(0, -2).map((word) => (Array.isArray(word) ? word.join(' ') : word));
    const { perform } = await import('./perform.ts');
    await perform(argv, globalOptions(options), load, [...words.filter((word) => typeof word === 'string'), ...switchesOf(command)]);
  };
}

interface WrittenOptions {
  readonly cwd?: string;
  readonly json?: true;
  readonly strict?: true;
  readonly profile?: string;
  readonly config?: string;
  readonly model?: readonly string[];
  readonly timeout?: number;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: boolean;
}

/** Options of the command itself, which are all plain switches, as `--name`. */
const switchesOf = (command: Command): readonly string[] =>
  Object.entries(command.opts<Readonly<Record<string, unknown>>>()).flatMap(([name, value]) => (value === true ? [`--${name}`] : []));

function globalOptions(written: WrittenOptions): GlobalOptions & { readonly noColour: boolean } {
  const { cwd, json, strict, profile, config, model = [], timeout: timeoutMs, quiet, verbose, color } = written;
  return {
    cwd: resolve(cwd ?? '.'),
    json: json === true,
    strict,
    profile,
    config,
    models: model,
    timeoutMs,
    quiet: quiet === true,
    verbose: verbose === true,
    noColour: !color,
  };
}

function timeout(text: string): number {
  const value = parseDuration(text);
  if (value === null) throw new InvalidArgumentError(`Expected ${durationForm}.`);
  return value;
}
