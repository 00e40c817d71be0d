import type { Command } from 'commander';
import type { Act } from './dispatcher.ts';

/** The commands about MCP: the servers whose tools runs use, and Artemis as a server itself. */
export function addMcpCommands(program: Command, act: Act): void {
  const mcp = program.command('mcp').description('use the tools of MCP servers, or be one');
  mcp
    .command('list')
    .description('show the configured servers, their tools, and what of them is approved')
    .argument('[server...]', 'names of servers (default: all)')
    .action(act(async () => (await import('../commands/mcp-list.ts')).list));
  mcp
    .command('approve')
    .description('let runs use the tools of servers, as long as these say of them what they say now')
    .argument('[server...]', 'names of servers (default: all)')
    .option('--yes', 'do not ask')
    .option('--together', 'let what one of these servers says lead to tools of the others')
    .option('--remove', 'end the approval')
    .action(act(async () => (await import('../commands/mcp-approve.ts')).approve));
  mcp
    .command('serve')
    .description('be an MCP server over standard input and output, so that other agents can have tasks done here')
    .action(act(async () => (await import('../commands/mcp-serve.ts')).serve));
}
