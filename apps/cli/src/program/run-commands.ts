import { Option, type Command } from 'commander';
import type { Act } from './dispatcher.ts';
import { count, countOrNone, crowd, dollars, number } from './values.ts';

/** The commands that do work. */
export function addRunCommands(program: Command, act: Act): void {
  const run = program
    .command('run')
    .description('do a coding task in the project folder')
    .argument('<task...>', 'what to do, in your words')
    .option('--lock-tests', 'write no change of the tests that are there, nor of what decides how they run')
    .action(act(async () => (await import('../commands/run.ts')).run));
  addRunOptions(run);
  const resume = program
    .command('resume')
    .description('go on with a run that was interrupted or deferred; without a run, list those')
    .argument('[run]', 'id of the run')
    .action(act(async () => (await import('../commands/resume.ts')).resume));
  addRunOptions(resume);
  program
    .command('undo')
    .description('take back what a run has changed')
    .argument('<run>', 'id of the run')
    .action(act(async () => (await import('../commands/undo.ts')).undo));
  program
    .command('demo')
    .description('watch a real run lose its model and finish; the models are scripted, no key is needed')
    .action(act(async () => (await import('../commands/demo.ts')).demo));
}

/** The names `@artemis/reasoning` knows, which is not loaded to parse a command line. */
export const strategyChoices = ['auto', 'plain', 'plan-then-code', 'test-first', 'self-check', 'several-drafts', 'decompose'] as const;

function addRunOptions(command: Command): void {
  const fallback = new Option('--fallback <when>', 'whether another model may answer when the first cannot (default: auto)');
  const cache = new Option('--cache [when]', 'keep answers, and use them when no model answers, or for the same question always');
  const review = new Option('--review <by>', 'who reviews: a model and the rules, or the rules alone (default: rules, which cost no call)');
  const strategy = new Option('--strategy <name>', 'how the task is planned (default: plain, which costs no call)');
  const first = new Option('--first', 'with several developers: the first whose gate passes ends the work of the others');
  const sandbox = new Option('--sandbox <policy>', 'what to do with generated code where there is no sandbox (default: prefer)');
  command
    .addOption(fallback.choices(['never', 'ask', 'auto']))
    .option('--min-tier <n>', 'lowest tier of a model that may stand in', number)
    .addOption(cache.choices(['outage', 'always']).preset('outage'))
    .option('--hedge', 'ask a second time where a model takes unusually long to begin, and take the faster answer')
    .option('--wait', 'wait for a model to come back as long as the run may take')
    .option('--max-cost <usd>', 'most money the run may spend, such as 2 or 0.50', dollars)
    .option('--max-tokens <n>', 'most tokens the run may use, in and out', count)
    .option('--max-calls <n>', 'most model calls the run may make', count)
    .addOption(review.choices(['model', 'rules']))
    .option('--require-review', 'exit with 1 when the change was not reviewed, or the review still blocks it')
    .addOption(strategy.choices([...strategyChoices]))
    .option('--developers <n>', 'developers who work at the task at the same time; the gate chooses among them (default: 1)', crowd)
    .addOption(first.conflicts('parts'))
    .option('--parts', 'with several developers: split the task where it can be, and let each do a part')
    .addOption(sandbox.choices(['require', 'prefer', 'off']))
    .option('--allow-unsandboxed', 'run generated code also where there is no sandbox')
    .option('--mutate <n>', 'defects to plant, to see whether a test notices (default: up to 4, where needed)', countOrNone);
}
