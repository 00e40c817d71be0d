import type { Command } from 'commander';
import type { Act } from './dispatcher.ts';
import { age, size } from './values.ts';

/** The commands about what was done. */
export function addRecordCommands(program: Command, act: Act): void {
  const runs = program.command('runs').description('list the runs');
  runs.action(act(async () => (await import('../commands/runs.ts')).listRuns));
  runs
    .command('show')
    .description('print what happened in a run')
    .argument('<run>', 'id of the run')
    .action(act(async () => (await import('../commands/runs.ts')).showRun));
  runs
    .command('explain')
    .description('say why a run degraded, retried and cost what it did; no model is asked')
    .argument('<run>', 'id of the run')
    .action(act(async () => (await import('../commands/explain-run.ts')).explain));
  runs
    .command('verify')
    .description('check that the files of a run are as it left them, and run its gate again')
    .argument('<run>', 'id of the run')
    .action(act(async () => (await import('../commands/verify-run.ts')).verify));
  program
    .command('gc')
    .description('remove runs that ended long ago; what can still be gone on with stays')
    .option('--older-than <time>', 'remove those that ended longer ago, such as 12h or 90d (default: 30d)', age)
    .option('--max-size <size>', 'and the oldest of the others until all together take no more, such as 500MB', size)
    .option('--dry-run', 'only say what would be removed')
    .action(act(async () => (await import('../commands/remove-old-runs.ts')).removeOldRuns));
  program
    .command('metrics')
    .description('print the metrics of a run (default: the last one that has any)')
    .argument('[run]', 'id of the run')
    .action(act(async () => (await import('../commands/metrics.ts')).metrics));
}
