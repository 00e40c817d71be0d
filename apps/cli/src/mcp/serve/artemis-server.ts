import { ArtemisError, describeFailure } from '@artemis/core';
import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Invocation } from '../../invocation.ts';
import { openRunStore } from '../../runs/stored-runs.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { explainTool, statusTool } from './record-tools.ts';
import { runTaskTool } from './run-task-tool.ts';
import { servedHealth } from './served-health.ts';
import type { ServedTool } from './served-tool.ts';
import type { TaskDesk } from './task-desk.ts';

/** What the server works with. */
export interface ArtemisServerParts {
  readonly invocation: Invocation;
  readonly desk: TaskDesk;
  /** Absolute path, links followed: tasks are done here and below, and only runs of it are told of. */
  readonly folder: string;
  /** The server of the protocol. */
  readonly Server: typeof McpServer;
}

/** What other agents are told when they connect. */
const instructions =
  'Artemis works on coding tasks in the folder it is served for: it changes files, runs the tests of the project, and says honestly what it did. ' +
  'Only `verified: true` means that a gate has shown that the change works. `degraded` names what was missing.';

/** Artemis as a server: other agents have tasks done, and learn what became of them. */
export function artemisServer({ invocation, desk, folder, Server }: ArtemisServerParts): McpServer {
  const { version, terminal, folders } = invocation;
  const server = new Server({ name: 'artemis', title: 'Artemis', version }, { instructions });
  const store = openRunStore(folders);
  register(server, terminal, runTaskTool(invocation, desk, folder));
  register(server, terminal, statusTool(store, desk, folder));
  register(server, terminal, cancelTool(desk));
  register(server, terminal, healthTool(invocation));
  register(server, terminal, explainTool(store, folder));
  return server;
}

const nothing = z.object({});

const cancelTool = (desk: TaskDesk): ServedTool<object> => ({
  name: 'cancel',
  description: 'Stop the run under way. What it has done so far stays, and can be resumed or undone by the user.',
  input: nothing,
  readOnly: false,
  answer: async () => ({ cancelled: await desk.stop('Another agent has cancelled the task.') }),
});

const healthTool = (invocation: Invocation): ServedTool<object> => ({
  name: 'health',
  description: 'Ask every component of Artemis how it is: model, sandbox, index, graph, tools.',
  input: nothing,
  readOnly: true,
  answer: () => servedHealth(invocation),
});

function register<I>(server: McpServer, terminal: Terminal, { name, description, input, readOnly, answer }: ServedTool<I>): void {
  server.registerTool(name, { description, inputSchema: input, annotations: { readOnlyHint: readOnly } }, async (given, context) => {
    try {
      return answered(terminal, await answer(given, context));
    } catch (error) {
      return refused(terminal, error);
    }
  });
}

function answered({ out }: Terminal, document: object): CallToolResult {
  const json = out.safeJson(JSON.stringify(document));
  return { content: [{ type: 'text', text: json }], structuredContent: JSON.parse(json) as Record<string, unknown> };
}

function refused({ out }: Terminal, error: unknown): CallToolResult {
  const text = error instanceof ArtemisError ? `${error.code}: ${error.message} ${error.hint}` : describeFailure(error);
  return { isError: true, content: [{ type: 'text', text: out.redacted(text) }] };
}
