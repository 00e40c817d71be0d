import { ArtemisError, exitCodes } from '@artemis/core';
import { defaultChromaPort } from '../compose/database-options.ts';
import { loadBeside } from '../compose/load-beside.ts';
import type { Invocation } from '../invocation.ts';
import { untilSignal } from '../process/until-signal.ts';
import { LocalServer, type ServerState } from '../servers/local-server.ts';
import { good, line } from '../terminal/line.ts';

/** `artemis services start chroma`: starts the server that comes with the npm package, on this machine only. */
export async function start(invocation: Invocation, name = ''): Promise<number> {
  const { folders, env, terminal, options } = invocation;
  requireKnown(name);
  const { chromaServerCommand } = await loadBeside('rag');
  const port = portFrom(env);
  const server = chroma(invocation);
  const command = chromaServerCommand({ dir: server.dataFolder, port });
  return await untilSignal(async (signal) => {
    const { state, record } = await server.start({ ...command, port, readyUrl: `http://127.0.0.1:${port}/api/v2/heartbeat` }, signal);
    if (options.json)
      terminal.out.prettyJson({ version: 1, server: name, state, pid: record.pid, port: record.port, data: server.dataFolder });
    else
      terminal.out.print(
        good(`chroma ${words[state]}: http://127.0.0.1:${record.port}, process ${record.pid}`),
        line(`   data and log: ${folders.state}/servers`, 'faint'),
      );
    return exitCodes.done;
  });
}

/** `artemis services stop chroma`: stops the server that was started here. */
export async function stop(invocation: Invocation, name = ''): Promise<number> {
  const { terminal, options } = invocation;
  requireKnown(name);
  const stopped = await chroma(invocation).stop();
  if (options.json) terminal.out.prettyJson({ version: 1, server: name, state: 'stopped', was_running: stopped });
  else terminal.out.print(stopped ? good('chroma is stopped; its data stays') : line('chroma was not started here, or is gone already.'));
  return exitCodes.done;
}

/** `artemis services status`: says which of the servers runs that can be started here. */
export async function status(invocation: Invocation): Promise<number> {
  const { terminal, options } = invocation;
  const record = await chroma(invocation).running();
  const state = record === null ? 'stopped' : 'running';
  if (options.json) terminal.out.prettyJson({ version: 1, server: 'chroma', state, pid: record?.pid ?? null, port: record?.port ?? null });
  else if (record === null) terminal.out.print(line('chroma was not started here. Start it with: artemis services start chroma'));
  else terminal.out.print(good(`chroma ${words.started}: http://127.0.0.1:${record.port}, process ${record.pid}`));
  return exitCodes.done;
}

const words: Readonly<Record<ServerState, string>> = { started: 'runs', running: 'runs already' };

const chroma = ({ folders, env }: Invocation): LocalServer => new LocalServer('chroma', `${folders.state}/servers`, env);

function requireKnown(name: string): void {
  if (name === 'chroma') return;
  throw new ArtemisError('ARTEMIS_E_USAGE', `There is no server "${name.slice(0, 60)}" that Artemis can start.`, {
    hint: 'Known is chroma.',
  });
}

function portFrom(env: Invocation['env']): number {
  const text = env['CHROMA_PORT'] ?? '';
  if (text === '') return defaultChromaPort;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port > 0 && port < 65_536) return port;
  throw new ArtemisError('ARTEMIS_E_USAGE', `CHROMA_PORT is "${text.slice(0, 40)}", expected a port.`, {
    hint: 'Correct CHROMA_PORT, or unset it.',
  });
}
