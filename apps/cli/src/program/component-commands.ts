import type { Command } from 'commander';
import type { Act } from './dispatcher.ts';

/** The commands about components and configuration. */
export function addComponentCommands(program: Command, act: Act): void {
  program
    .command('health')
    .description('ask every component how it is')
    .option('--watch', 'repeat every 2 seconds')
    .action(act(async () => (await import('../commands/health.ts')).health));
  program
    .command('plugins')
    .description('list the plugins and what became of them')
    .action(act(async () => (await import('../commands/plugins.ts')).plugins));
  for (const name of ['enable', 'disable'] as const) {
    program
      .command(name)
      .description(`switch a component ${name === 'enable' ? 'on' : 'off'}, also for runs under way`)
      .argument('<component>', 'rag, kg, reasoning, build, review, supervision or mcp')
      .action(act(async () => (await import('../commands/switch.ts'))[name]));
  }
  program
    .command('flags')
    .description('list the feature flags and who has set them')
    .action(act(async () => (await import('../commands/flags.ts')).flags));
  program
    .command('trust')
    .description("let this project's configuration and .mcp.json name plugins, servers, addresses and keys, as long as they do not change")
    .option('--remove', 'end the trust')
    .action(act(async () => (await import('../commands/trust.ts')).trust));
}
