import { realpath } from 'node:fs/promises';
import type { Invocation } from '../invocation.ts';
import { claimStdout } from '../mcp/serve/protocol-streams.ts';
import { TaskDesk } from '../mcp/serve/task-desk.ts';
import { untilSignal } from '../process/until-signal.ts';
import { line } from '../terminal/line.ts';

/** `artemis mcp serve [-C dir]`: an MCP server over standard input and output. It ends when its input does. */
export async function serve(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation;
  const stdout = claimStdout(process);
  const [{ McpServer }, { serveStdio, StdioServerTransport }, { artemisServer }, { doTask }] = await Promise.all([
    import('@modelcontextprotocol/server'),
    import('@modelcontextprotocol/server/stdio'),
    import('../mcp/serve/artemis-server.ts'),
    import('../mcp/serve/do-task.ts'),
  ]);
  const folder = await realpath(options.cwd);
  const desk = new TaskDesk((order, execute) => doTask(invocation, order, execute));
  const transport = new StdioServerTransport(process.stdin, stdout);
  const gone = new Promise<void>((resolve) => void process.stdin.once('end', resolve).once('close', resolve));
  const connection = serveStdio(() => artemisServer({ invocation, desk, folder, Server: McpServer }), { transport });
  terminal.err.print(line(`Serving tasks in ${folder} over standard input and output.`, 'faint'));
  return untilSignal(async (signal) => {
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([gone, stopped]);
    await desk.stop('The server was stopped.');
    await connection.close();
    return 0;
  });
}
