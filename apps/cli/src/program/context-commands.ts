import type { Command } from 'commander';
import type { Act } from './dispatcher.ts';

/** The commands about the project's context: its index, its graph, and the servers they use. */
export function addContextCommands(program: Command, act: Act): void {
  program
    .command('index')
    .description('index the project for retrieval')
    .option('--watch', 'go on, and follow the changes until Ctrl-C')
    .action(act(async () => (await import('../commands/index-project.ts')).indexProject));
  program
    .command('ask')
    .description('show what a run would be told about a question, and who found it; no model is asked')
    .argument('<question...>', 'what to look for, in your words')
    .action(act(async () => (await import('../commands/ask.ts')).ask));
  const memories = program
    .command('memories')
    .description('list the solutions that were learnt in this project')
    .action(act(async () => (await import('../commands/memories.ts')).listMemories));
  memories
    .command('forget')
    .description('forget solutions for good')
    .argument('<names...>', 'ids, or the runs they come from')
    .action(act(async () => (await import('../commands/memories.ts')).forgetMemories));
  addGraphCommands(program, act);
  const services = program.command('services').description('start and stop servers that components use');
  for (const name of ['start', 'stop'] as const) {
    services
      .command(name)
      .description(`${name} a server on this machine`)
      .argument('<server>', 'chroma')
      .action(act(async () => (await import('../commands/services.ts'))[name]));
  }
  services
    .command('status')
    .description('say which servers run')
    .action(act(async () => (await import('../commands/services.ts')).status));
}

function addGraphCommands(program: Command, act: Act): void {
  const graph = program.command('graph').description('ask the code graph of the project');
  graph
    .command('affected')
    .description('list the files that a change of a file may break')
    .argument('<file>', 'path of the file')
    .action(act(async () => (await import('../commands/graph.ts')).affected));
  graph
    .command('map')
    .description('show the files and symbols that a task is about, as a run would be told')
    .argument('<words...>', 'the task, in your words')
    .action(act(async () => (await import('../commands/graph.ts')).map));
  graph
    .command('path')
    .description('show a shortest way between two files or symbols')
    .argument('<from>', 'path of a file, or name of a symbol')
    .argument('<to>', 'the same')
    .action(act(async () => (await import('../commands/graph.ts')).path));
  graph
    .command('tests')
    .description('list the tests, those first that are most likely to notice a change')
    .argument('<files...>', 'paths of the files that change')
    .action(act(async () => (await import('../commands/graph.ts')).tests));
}
