import { Option, type Command } from 'commander';
import type { Act } from './dispatcher.ts';

/** The command about changes that no run has made. */
export function addReviewCommands(program: Command, act: Act): void {
  const format = new Option('--format <format>', 'how the findings are printed (default: text, or json with --json)');
  program
    .command('review')
    .description('review what has changed in a git repository, by rules, and by a model where one is configured')
    .option('--base <ref>', 'branch, tag or commit to compare with (default: the default branch, or the last commit)')
    .addOption(format.choices(['text', 'json', 'sarif']))
    .option('--rules', 'ask no model')
    .option('--checks', 'run the compiler and linters of the project too, in the sandbox, and tell what they say that is new')
    .action(act(async () => (await import('../commands/review.ts')).review));
}
