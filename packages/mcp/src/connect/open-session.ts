import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CallContext, Clock, Fetch } from '@artemis/core';
import { fullLimits, type ProcessStarter } from '@artemis/process';
import type { Client, Transport } from '@modelcontextprotocol/client';
import type { ProcessServer, RemoteServer, ServerConfig } from '../config/server-config.ts';
import { cappedFetch } from './capped-fetch.ts';
import { ClientSession } from './client-session.ts';
import type { ClientModule } from './load-client.ts';
import { ProcessTransport } from './process-transport.ts';
import { serverCommand, type StartingPlace } from './server-command.ts';
import type { Session, SessionListener } from './session.ts';
import { startError } from './start-error.ts';

/** What connections are made with. */
export interface ConnectionParts extends StartingPlace {
  readonly clock: Clock;
  readonly starter: ProcessStarter;
  readonly fetch: Fetch;
  /** Loads the protocol's client. It is not asked for a program that is not there. */
  readonly client: () => Promise<ClientModule>;
}

/** How to greet: as servers did before the revision of 2026, or in whatever way the server knows. */
export type Greeting = 'legacy' | 'auto';

/** Artemis, as servers see it. */
const ourselves = { name: 'artemis', version: '1' };
const mostPages = 16;
/** A server that does not answer the newer greeting in this time knows only the older one. */
const probeTimeoutMs = 3_000;

/**
 * Starts or reaches a server and greets it.
 *
 * @param call - When it is over before the server has greeted, nothing of it is left.
 * @throws McpError `ARTEMIS_E_MCP_CLIENT`, or `ARTEMIS_E_MCP_START` with what the client throws as its cause.
 */
export async function openSession(
  server: ServerConfig,
  parts: ConnectionParts,
  greeting: Greeting,
  listener: SessionListener,
  call: CallContext,
): Promise<Session> {
  const transport = server.kind === 'stdio' ? await processTransport(server, parts, listener, call) : await remoteTransport(server, parts);
  const client = newClient(await parts.client(), parts.projectDir, greeting, listener);
  try {
    return await ClientSession.open(client, transport, parts.clock, call);
  } catch (error) {
    call.signal.throwIfAborted();
    throw startError(server.name, transport, error);
  }
}

function newClient(module: ClientModule, projectDir: string, greeting: Greeting, { onToolsChanged, onStray }: SessionListener): Client {
  const client = new module.Client(ourselves, {
    capabilities: { roots: {} },
    versionNegotiation: { mode: greeting, probe: { timeoutMs: probeTimeoutMs } },
    listMaxPages: mostPages,
    // Results are checked by us, at a bounded price.
    jsonSchemaValidator: { getValidator: () => (data) => ({ valid: true, data: data as never, errorMessage: undefined }) },
    listChanged: { tools: { autoRefresh: false, debounceMs: 0, onChanged: onToolsChanged } },
  });
  const root = { uri: pathToFileURL(projectDir).href, name: basename(projectDir) };
  client.setRequestHandler('roots/list', () => ({ roots: [root] }));
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the client is no event target
  client.onerror = onStray;
  return client;
}

async function processTransport(
  server: ProcessServer,
  parts: ConnectionParts,
  { onBadLine }: SessionListener,
  call: CallContext,
): Promise<ProcessTransport> {
  const command = await serverCommand(server, parts);
  const { deserializeMessage: read, serializeMessage: write } = await parts.client();
  // The disk belongs to the whole machine: what a run writes meanwhile must not end a server.
  const program = await parts.starter.start(command, { ...fullLimits(), diskBytes: Infinity }, call.signal);
  return new ProcessTransport({ program, clock: parts.clock, read, write, onBadLine });
}

async function remoteTransport({ kind, url, headers }: RemoteServer, { client, clock, fetch }: ConnectionParts): Promise<Transport> {
  const { StreamableHTTPClientTransport, SSEClientTransport } = await client();
  const options = {
    fetch: cappedFetch(fetch, clock),
    // Another address must not get the headers, and nobody approved it.
    requestInit: { headers, redirect: 'error' as const },
  };
  if (kind === 'sse') return new SSEClientTransport(new URL(url), options);
  const reconnectionOptions = {
    maxRetries: 1,
    initialReconnectionDelay: 500,
    maxReconnectionDelay: 5_000,
    reconnectionDelayGrowFactor: 2,
  };
  return new StreamableHTTPClientTransport(new URL(url), { ...options, reconnectionOptions });
}
